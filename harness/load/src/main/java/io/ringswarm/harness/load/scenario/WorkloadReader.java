package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.AGENTS;
import static io.ringswarm.harness.load.scenario.ScenarioOption.ASK_TIMEOUT;
import static io.ringswarm.harness.load.scenario.ScenarioOption.BATCH;
import static io.ringswarm.harness.load.scenario.ScenarioOption.CLASSPATH;
import static io.ringswarm.harness.load.scenario.ScenarioOption.CODEC;
import static io.ringswarm.harness.load.scenario.ScenarioOption.FAN_OUT;
import static io.ringswarm.harness.load.scenario.ScenarioOption.HOPS;
import static io.ringswarm.harness.load.scenario.ScenarioOption.PAYLOAD;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SHED_AFTER;
import static io.ringswarm.harness.load.scenario.ScenarioOption.WORK;
import static io.ringswarm.harness.load.scenario.ScenarioOption.WORKLOAD;

import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
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
        OF_SOME_WORKLOADS.put(CLASSPATH, EnumSet.of(WorkloadName.CUSTOM));
        for (ScenarioOption ofBodies : List.of(CODEC, PAYLOAD, WORK)) {
            OF_SOME_WORKLOADS.put(ofBodies, EnumSet.complementOf(EnumSet.of(WorkloadName.CUSTOM, WorkloadName.WORK)));
        }
        for (ScenarioOption ofMessages : List.of(AGENTS, BATCH, SHED_AFTER)) {
            OF_SOME_WORKLOADS.put(ofMessages, EnumSet.complementOf(EnumSet.of(WorkloadName.WORK)));
        }
        for (ScenarioOption ofTasks : WorkReader.OPTIONS) {
            OF_SOME_WORKLOADS.put(ofTasks, EnumSet.of(WorkloadName.WORK));
        }
    }

    private final SettingReader settings;
    private final Path besideFile;
    private final Path currentFolder;
    private final WorkloadName name;

    /**
     * A reader.
     *
     * @param settings what is set
     * @param besideFile what paths in the scenario's file are relative to, or null
     * @param currentFolder what other paths are relative to
     */
    WorkloadReader(SettingReader settings, Path besideFile, Path currentFolder) {
        this.settings = settings;
        this.besideFile = besideFile;
        this.currentFolder = currentFolder;
        name = isClass(settings.value(WORKLOAD))
                ? WorkloadName.CUSTOM
                : settings.oneOf(WORKLOAD, WorkloadName.builtIn(), WorkloadName::text);
    }

    WorkloadConfig read() {
        OF_SOME_WORKLOADS.forEach((option, workloads) -> {
            if (settings.chosenByUser(option) && !workloads.contains(name)) {
                String workload = settings.value(WORKLOAD).text();
                throw settings.set(option).refused("no value, as the workload is " + workload);
            }
        });
        return new WorkloadConfig(
                name,
                takes(HOPS) ? (Integer) settings.integer(HOPS, 1, MAX_HOPS) : null,
                takes(FAN_OUT) ? (Integer) settings.integer(FAN_OUT, 1, MAX_FAN_OUT) : null,
                takes(ASK_TIMEOUT) ? (Long) wait(ASK_TIMEOUT, TimeUnitName.MS.nanos(), "1 ms to 60 s") : null,
                wait(SHED_AFTER, 0, "0 to 60 s"),
                name == WorkloadName.CUSTOM
                        ? new WorkloadClass(settings.value(WORKLOAD).text(), classpath())
                        : null,
                name == WorkloadName.WORK ? new WorkReader(settings).read() : null);
    }

    /** A class has a package; no load of the harness's own has a dot in its name. */
    private static boolean isClass(Setting workload) {
        return workload.text().indexOf('.') >= 0;
    }

    /** A path in a file is relative to that file. */
    private List<Path> classpath() {
        List<Path> paths = new ArrayList<>();
        for (Setting setting : settings.all(CLASSPATH)) {
            boolean inFile = setting.layer() == Layer.FILE && besideFile != null;
            for (String entry : setting.text().split(File.pathSeparator)) {
                paths.add(entry(setting, entry, inFile ? besideFile : currentFolder));
            }
        }
        return paths;
    }

    private static Path entry(Setting setting, String entry, Path folder) {
        try {
            Path path = folder.resolve(entry);
            if (!entry.isBlank() && Files.isReadable(path)) {
                return path;
            }
        } catch (InvalidPathException unusable) {
            throw setting.refused("folders and jars, but " + unusable.getReason());
        }
        throw setting.refused("folders and jars that exist, and not " + (entry.isBlank() ? "nothing" : entry));
    }

    private long wait(ScenarioOption option, long leastNs, String expected) {
        return settings.time(option, TimeUnitName.NS, leastNs, MAX_WAIT_NS, expected);
    }

    private boolean takes(ScenarioOption option) {
        return OF_SOME_WORKLOADS.get(option).contains(name);
    }
}
