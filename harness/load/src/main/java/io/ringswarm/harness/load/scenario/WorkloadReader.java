package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.ASK_TIMEOUT;
import static io.ringswarm.harness.load.scenario.ScenarioOption.FAN_OUT;
import static io.ringswarm.harness.load.scenario.ScenarioOption.HOPS;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SHED_AFTER;
import static io.ringswarm.harness.load.scenario.ScenarioOption.WORKLOAD;

import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads the kind of load and the options that mean something to some kinds only. Confined to one call. */
final class WorkloadReader {
    private static final int MAX_HOPS = 20;
    private static final int MAX_FAN_OUT = 16;
    private static final long MAX_WAIT_NS = 60 * TimeUnitName.S.nanos();
    private static final Map<ScenarioOption, Set<WorkloadName>> OF_SOME_WORKLOADS = new EnumMap<>(ScenarioOption.class);

    static {
        OF_SOME_WORKLOADS.put(HOPS, EnumSet.of(WorkloadName.FEEDBACK));
        OF_SOME_WORKLOADS.put(FAN_OUT, EnumSet.of(WorkloadName.FEEDBACK));
        OF_SOME_WORKLOADS.put(ASK_TIMEOUT, EnumSet.of(WorkloadName.ASK, WorkloadName.OVERLOAD));
    }

    private final SettingReader settings;
    private final WorkloadName name;

    WorkloadReader(SettingReader settings) {
        this.settings = settings;
        name = settings.oneOf(WORKLOAD, WorkloadName.values(), WorkloadName::text);
    }

    WorkloadConfig read() {
        OF_SOME_WORKLOADS.forEach((option, workloads) -> {
            if (settings.chosenByUser(option) && !workloads.contains(name)) {
                throw settings.set(option).refused("no value, as the workload is " + name.text());
            }
        });
        return new WorkloadConfig(
                name,
                takes(HOPS) ? (Integer) settings.integer(HOPS, 1, MAX_HOPS) : null,
                takes(FAN_OUT) ? (Integer) settings.integer(FAN_OUT, 1, MAX_FAN_OUT) : null,
                takes(ASK_TIMEOUT) ? (Long) wait(ASK_TIMEOUT, TimeUnitName.MS.nanos(), "1 ms to 60 s") : null,
                wait(SHED_AFTER, 0, "0 to 60 s"));
    }

    private long wait(ScenarioOption option, long leastNs, String expected) {
        return settings.time(option, TimeUnitName.NS, leastNs, MAX_WAIT_NS, expected);
    }

    private boolean takes(ScenarioOption option) {
        return OF_SOME_WORKLOADS.get(option).contains(name);
    }
}
