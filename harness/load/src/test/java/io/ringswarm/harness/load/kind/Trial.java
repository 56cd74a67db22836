package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Agent;
import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.measure.RunExecution;
import io.ringswarm.harness.load.measure.RunListener;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.schedule.Schedules;
import io.ringswarm.harness.load.verdict.ReportAssembly;
import io.ringswarm.reports.run.RunReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** A built-in scenario, run for a short time in this process, with a load of the test's own making if need be. */
final class Trial {
    private static final Path HERE = Path.of("");

    private final String scenario;
    private final Settings flags = new Settings();

    Trial(String scenario) {
        this(scenario, true);
    }

    private Trial(String scenario, boolean ownBodies) {
        this.scenario = scenario;
        with("--warmup", "50ms").with("-d", "150ms");
        if (ownBodies) {
            with("--codec", "fixed").with("--payload", "16");
        }
    }

    /** Of a scenario whose messages have bodies of another kind. */
    static Trial withoutBodies(String scenario) {
        return new Trial(scenario, false);
    }

    Trial with(String flag, String value) {
        ScenarioOption option = Arrays.stream(ScenarioOption.values())
                .filter(o -> o.flag().equals(flag) || flag.equals(o.shortFlag()))
                .findFirst()
                .orElseThrow();
        flags.add(option, new Setting(value, Layer.FLAG, flag));
        return this;
    }

    ScenarioConfig config() {
        return ScenarioResolver.resolve(ScenarioSource.find(scenario, HERE), Map.of(), flags, HERE);
    }

    RunReport run() {
        return run(Workloads::of);
    }

    RunReport run(Function<ScenarioConfig, Workload> load) {
        ScenarioConfig config = config();
        Schedule schedule = Schedules.of(config);
        RunExecution execution = new RunExecution(
                "trial", config, load.apply(config), schedule, new MachineProbe().processUsage(), RunListener.silent());
        ReportAssembly.Subject subject = new ReportAssembly.Subject("trial", "", Map.of(), null, null, config, null);
        return ReportAssembly.of(subject, execution.execute());
    }

    /** An agent that does nothing with every n-th message. */
    static Agent forgetting(Agent agent, int every) {
        long[] messages = new long[1];
        return (message, self) -> {
            if (++messages[0] % every != 0) {
                agent.onMessage(message, self);
            }
        };
    }

    /** An agent that does everything twice with every n-th message. */
    static Agent repeating(Agent agent, int every) {
        long[] messages = new long[1];
        return (message, self) -> {
            agent.onMessage(message, self);
            if (++messages[0] % every == 0) {
                agent.onMessage(message, self);
            }
        };
    }

    /** An agent that throws at every n-th message. */
    static Agent throwing(Agent agent, int every) {
        long[] messages = new long[1];
        return (message, self) -> {
            if (++messages[0] % every == 0) {
                throw new IllegalStateException("planted");
            }
            agent.onMessage(message, self);
        };
    }
}
