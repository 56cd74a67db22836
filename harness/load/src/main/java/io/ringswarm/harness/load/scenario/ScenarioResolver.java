package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.*;

import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a scenario and what was set besides into a checked configuration. Flag over environment over file over default. */
public final class ScenarioResolver {
    private static final int MAX_AGENTS = 1_000_000;
    private static final int MAX_THREADS = 128;
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;
    private static final int MAX_BATCH = 4096;
    private static final int MIN_RING_SLOTS = 4;
    private static final int MAX_RING_SLOTS = 1 << 22;
    private static final long SECOND_NS = TimeUnitName.S.nanos();

    private final SettingReader settings;
    private final ScenarioSource source;
    private final Path currentFolder;

    private ScenarioResolver(SettingReader settings, ScenarioSource source, Path currentFolder) {
        this.settings = settings;
        this.source = source;
        this.currentFolder = currentFolder;
    }

    /**
     * Resolves a scenario.
     *
     * @param source its text
     * @param environment variables, of which {@code RINGSWARM_*} are read
     * @param flags what the command line sets
     * @param currentFolder what relative paths outside a file are relative to
     * @return the configuration
     * @throws InvalidInputException at the first value that cannot be used
     */
    public static ScenarioConfig resolve(
            ScenarioSource source, Map<String, String> environment, Settings flags, Path currentFolder) {
        Settings settings = new Settings();
        ScenarioFile.Header header = ScenarioFile.read(source.yaml(), source.shownAs(), source.layer(), settings);
        for (ScenarioOption option : ScenarioOption.values()) {
            String variable = environment.get(option.variable());
            if (variable != null && !variable.isBlank()) {
                for (String text : option == SLO ? variable.split("[;,]") : new String[] {variable}) {
                    settings.add(option, new Setting(text.strip(), Layer.ENVIRONMENT, option.variable()));
                }
            }
            flags.all(option).forEach(flag -> settings.add(option, flag));
        }
        String name = header.name() == null ? source.name() : header.name();
        return new ScenarioResolver(new SettingReader(settings), source, currentFolder).config(name);
    }

    private ScenarioConfig config(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw InvalidInputException.of(
                    source.shownAs() + ": name", name, "letters, digits, dots, dashes and underscores, at most 64");
        }
        WorkloadConfig workload = new WorkloadReader(settings, source.folder(), currentFolder).read();
        int agents = workload.work() != null
                ? workload.work().workers()
                : settings.integer(
                        AGENTS, workload.name().leastAgents(), workload.name().mostAgents(MAX_AGENTS));
        int shards = settings.integer(SHARDS, 1, MAX_THREADS);
        long workNs = settings.time(WORK, TimeUnitName.NS, 0, 10 * SECOND_NS, "0 to 10 s");
        long workPerSendNs = workNs * workload.name().receivers(agents);
        ArrivalReader arrivals = new ArrivalReader(settings, source.folder(), currentFolder, shards, workPerSendNs);
        ArrivalConfig arrival = workload.work() == null ? arrivals.read() : arrivals.withChance(arrivals.read());
        int producers = settings.integer(PRODUCERS, 1, MAX_THREADS);
        if (workload.name().isCycles()) {
            requireCycles(workload.name().text(), producers, arrival.kind());
        }
        LengthReader lengths = new LengthReader(settings);
        Long durationNs = lengths.durationNs(arrival);
        arrivals.requireFits(arrival, durationNs);
        return new ScenarioConfig(
                name,
                workload,
                agents,
                shards,
                producers,
                settings.oneOf(CODEC, CodecName.values(), CodecName::text),
                settings.integer(PAYLOAD, 0, MAX_PAYLOAD_BYTES),
                workNs,
                settings.oneOf(IDLE, IdleName.values(), IdleName::text),
                ringSlots(),
                settings.integer(BATCH, 1, MAX_BATCH),
                settings.oneOf(PIN, new Boolean[] {true, false}, String::valueOf),
                arrival,
                durationNs,
                lengths.warmupNs(),
                slos(workload.name()),
                settings.chosenByUser(IDLE) || settings.chosenByUser(SHARDS) || settings.chosenByUser(PRODUCERS),
                lengths.profile());
    }

    private void requireCycles(String workload, int producers, ArrivalConfig.Kind arrival) {
        if (arrival != ArrivalConfig.Kind.CLOSED) {
            boolean even = arrival == ArrivalConfig.Kind.CONSTANT;
            throw settings.value(even ? RATE : ARRIVAL)
                    .refused((even ? "max" : "constant") + ", as the workload is " + workload
                            + ", which repeats its cycles");
        }
        if (producers != 1) {
            throw settings.value(PRODUCERS).refused("1, as the workload is " + workload);
        }
    }

    private int ringSlots() {
        int slots = settings.integer(RING_SLOTS, MIN_RING_SLOTS, MAX_RING_SLOTS);
        if (Integer.bitCount(slots) != 1) {
            throw settings.value(RING_SLOTS).refused("a power of two, " + MIN_RING_SLOTS + " to " + MAX_RING_SLOTS);
        }
        return slots;
    }

    private List<Slo> slos(WorkloadName workload) {
        List<Slo> slos = new ArrayList<>();
        for (Setting setting : settings.all(SLO)) {
            Slo slo = Slo.parse(setting.text(), workload.figures());
            if (slo == null) {
                throw setting.refused(Slo.expected(workload.figures()) + Slo.hint(setting.text(), workload.figures()));
            }
            if (slo.fault() != null) {
                throw setting.refused(slo.fault());
            }
            if (slo.lane() != null && !workload.hasLanes()) {
                throw setting.refused("no lane, as the workload is " + workload.text());
            }
            slos.add(slo);
        }
        return slos;
    }
}
