package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.*;

import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Turns a scenario and what was set besides into a checked configuration. Flag over environment over file over default. */
public final class ScenarioResolver {
    private static final int MAX_AGENTS = 1_000_000;
    private static final int MAX_THREADS = 128;
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;
    private static final int MAX_BATCH = 4096;
    private static final int MAX_HOPS = 20;
    private static final int MAX_FAN_OUT = 16;
    private static final int MIN_RING_SLOTS = 4;
    private static final int MAX_RING_SLOTS = 1 << 22;
    private static final double MAX_RATE = 1e9;
    private static final long SECOND_NS = TimeUnitName.S.nanos();
    private static final long MAX_DURATION_NS = 30L * 24 * 3600 * SECOND_NS;
    private static final long MAX_WARMUP_NS = 3600 * SECOND_NS;
    private static final String CLOSED_RATE = "max";
    private static final String AUTOMATIC = "auto";
    private static final List<String> LATER_ARRIVALS = List.of("poisson", "burst", "ramp", "step");

    /** Options that mean something to some workloads only. */
    private static final Map<ScenarioOption, Set<WorkloadName>> OF_SOME_WORKLOADS = Map.of(
            ASK_TIMEOUT,
            EnumSet.of(WorkloadName.ASK),
            HOPS,
            EnumSet.of(WorkloadName.FEEDBACK),
            FAN_OUT,
            EnumSet.of(WorkloadName.FEEDBACK));

    private final Settings settings;
    private final ScenarioSource source;
    private final Path currentFolder;

    private ScenarioResolver(Settings settings, ScenarioSource source, Path currentFolder) {
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
                for (String text : option.repeatable() ? variable.split("[;,]") : new String[] {variable}) {
                    settings.add(option, new Setting(text.strip(), Layer.ENVIRONMENT, option.variable()));
                }
            }
            flags.all(option).forEach(flag -> settings.add(option, flag));
        }
        String name = header.name() == null ? source.name() : header.name();
        return new ScenarioResolver(settings, source, currentFolder).config(name);
    }

    private ScenarioConfig config(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw InvalidInputException.of(
                    source.shownAs() + ": name", name, "letters, digits, dots, dashes and underscores, at most 64");
        }
        ArrivalConfig arrival = arrival();
        WorkloadConfig workload = workload();
        return new ScenarioConfig(
                name,
                workload,
                integer(AGENTS, workload.name().leastAgents(), MAX_AGENTS),
                integer(SHARDS, 1, MAX_THREADS),
                integer(PRODUCERS, 1, MAX_THREADS),
                oneOf(CODEC, CodecName.values(), CodecName::text),
                integer(PAYLOAD, 0, MAX_PAYLOAD_BYTES),
                time(WORK, TimeUnitName.NS, 0, 10 * SECOND_NS, "0 to 10 s"),
                oneOf(IDLE, IdleName.values(), IdleName::text),
                ringSlots(),
                integer(BATCH, 1, MAX_BATCH),
                oneOf(PIN, new Boolean[] {true, false}, String::valueOf),
                arrival,
                durationNs(arrival),
                warmupNs(),
                slos(),
                chosenByUser(IDLE) || chosenByUser(SHARDS) || chosenByUser(PRODUCERS));
    }

    private WorkloadConfig workload() {
        WorkloadName name = oneOf(WORKLOAD, WorkloadName.values(), WorkloadName::text);
        OF_SOME_WORKLOADS.forEach((option, workloads) -> {
            if (settings.get(option) != null && !workloads.contains(name)) {
                throw settings.get(option).refused("no value, as the workload is " + name.text());
            }
        });
        return new WorkloadConfig(
                name,
                takes(name, HOPS) ? (Integer) integer(HOPS, 1, MAX_HOPS) : null,
                takes(name, FAN_OUT) ? (Integer) integer(FAN_OUT, 1, MAX_FAN_OUT) : null,
                takes(name, ASK_TIMEOUT)
                        ? (Long) time(
                                ASK_TIMEOUT, TimeUnitName.NS, TimeUnitName.MS.nanos(), 60 * SECOND_NS, "1 ms to 60 s")
                        : null);
    }

    private static boolean takes(WorkloadName workload, ScenarioOption option) {
        return OF_SOME_WORKLOADS.get(option).contains(workload);
    }

    private ArrivalConfig arrival() {
        String type = value(ARRIVAL).text();
        if (LATER_ARRIVALS.contains(type)) {
            throw value(ARRIVAL).refused("constant or trace; " + type + " is not available in this version");
        }
        if (!List.of("constant", "trace").contains(type)) {
            throw value(ARRIVAL).refused("constant or trace" + NearestName.hint(type, List.of("constant", "trace")));
        }
        return type.equals("trace") ? traceArrival() : rateArrival();
    }

    private ArrivalConfig rateArrival() {
        for (ScenarioOption option : List.of(TRACE, SPEEDUP, TOKEN_GAP)) {
            if (settings.get(option) != null) {
                throw settings.get(option).refused("no value, as the arrival is constant; or --arrival trace");
            }
        }
        Setting rate = value(RATE);
        if (rate.text().equals(CLOSED_RATE)) {
            return new ArrivalConfig(ArrivalConfig.Kind.CLOSED, 0, null, 1, 0);
        }
        Double perSecond = Quantities.number(rate.text().replaceFirst("\\s*/s$", ""));
        if (perSecond == null || perSecond <= 0 || perSecond > MAX_RATE) {
            throw rate.refused("messages per second, above 0, at most 1G, for example 100k or 1M; or max");
        }
        return new ArrivalConfig(ArrivalConfig.Kind.CONSTANT, perSecond, null, 1, 0);
    }

    private ArrivalConfig traceArrival() {
        Setting rate = settings.get(RATE);
        if (rate != null && rate.layer().compareTo(value(ARRIVAL).layer()) >= 0) {
            throw rate.refused("no value, as the trace sets the rate");
        }
        Setting speedup = value(SPEEDUP);
        Double factor = Quantities.number(speedup.text());
        if (factor == null || factor <= 0 || factor > MAX_RATE) {
            throw speedup.refused("a factor above 0, for example 60");
        }
        long gapNs = time(TOKEN_GAP, TimeUnitName.NS, 1, 3600 * SECOND_NS, "1 ns to 3600 s");
        return new ArrivalConfig(ArrivalConfig.Kind.TRACE, 0, tracePath(), factor, gapNs);
    }

    /** A path in a file is relative to that file. */
    private Path tracePath() {
        Setting trace = settings.get(TRACE);
        if (trace == null) {
            return null;
        }
        boolean besideFile = trace.layer() == Layer.FILE && source.folder() != null;
        return (besideFile ? source.folder() : currentFolder).resolve(trace.text());
    }

    private Long durationNs(ArrivalConfig arrival) {
        if (settings.get(DURATION) == null && arrival.kind() == ArrivalConfig.Kind.TRACE) {
            return null;
        }
        return time(
                DURATION, TimeUnitName.S, TimeUnitName.MS.nanos(), MAX_DURATION_NS, "1 ms to 30 days, for example 10s");
    }

    private Long warmupNs() {
        boolean automatic = value(WARMUP).text().equals(AUTOMATIC);
        return automatic ? null : (Long) time(WARMUP, TimeUnitName.S, 0, MAX_WARMUP_NS, "auto, or 0 to 3600 s");
    }

    private int ringSlots() {
        int slots = integer(RING_SLOTS, MIN_RING_SLOTS, MAX_RING_SLOTS);
        if (Integer.bitCount(slots) != 1) {
            throw value(RING_SLOTS).refused("a power of two, " + MIN_RING_SLOTS + " to " + MAX_RING_SLOTS);
        }
        return slots;
    }

    private List<Slo> slos() {
        List<Slo> slos = new ArrayList<>();
        for (Setting setting : settings.all(SLO)) {
            Slo slo = Slo.parse(setting.text());
            if (slo == null) {
                throw setting.refused(Slo.EXPECTED);
            }
            if (slo.fault() != null) {
                throw setting.refused(slo.fault());
            }
            slos.add(slo);
        }
        return slos;
    }

    private int integer(ScenarioOption option, int min, int max) {
        Long value = Quantities.count(value(option).text());
        if (value == null || value < min || value > max) {
            throw value(option).refused("a whole number, " + min + " to " + max);
        }
        return value.intValue();
    }

    private long time(ScenarioOption option, TimeUnitName bare, long minNs, long maxNs, String expected) {
        Long ns = Quantities.timeNs(value(option).text(), bare);
        if (ns == null || ns < minNs || ns > maxNs) {
            throw value(option).refused("a time, " + expected + "; without a unit it is in " + bare.text());
        }
        return ns;
    }

    private <T> T oneOf(ScenarioOption option, T[] values, Function<T, String> text) {
        Setting setting = value(option);
        List<String> names = Arrays.stream(values).map(text).toList();
        int index = names.indexOf(setting.text());
        if (index < 0) {
            throw setting.refused("one of " + String.join(", ", names) + NearestName.hint(setting.text(), names));
        }
        return values[index];
    }

    private Setting value(ScenarioOption option) {
        Setting setting = settings.get(option);
        return setting != null ? setting : new Setting(option.standard(), Layer.BUILT_IN, option.flag());
    }

    private boolean chosenByUser(ScenarioOption option) {
        return settings.get(option) != null && settings.get(option).layer() != Layer.BUILT_IN;
    }
}
