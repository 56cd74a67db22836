package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.ARRIVAL;
import static io.ringswarm.harness.load.scenario.ScenarioOption.BURST_EVERY;
import static io.ringswarm.harness.load.scenario.ScenarioOption.BURST_SIZE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.FROM_RATE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.RATE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SEED;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SPEEDUP;
import static io.ringswarm.harness.load.scenario.ScenarioOption.STEP_RATES;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TOKEN_GAP;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TO_RATE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TRACE;

import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import io.ringswarm.harness.load.scenario.ArrivalConfig.Kind;
import io.ringswarm.harness.load.scenario.ArrivalConfig.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how messages arrive. Confined to one call. */
final class ArrivalReader {
    /** Every whole number up to there is one in a JSON document, whatever reads it. */
    private static final long MAX_SEED = (1L << 53) - 1;

    private static final long DRAWN_SEEDS = 1_000_000_000;
    private static final double MAX_RATE = 1e9;
    private static final int MAX_BURST = 100_000_000;
    private static final int MAX_STEPS = 1000;
    private static final double NS_PER_SECOND = 1e9;
    private static final double WHOLE = 1e-9;
    private static final long MAX_GAP_NS = 3600 * TimeUnitName.S.nanos();
    private static final String CLOSED_RATE = "max";
    private static final String RATE_EXPECTED = "messages per second, above 0, at most 1G, for example 100k or 1M";
    private static final String RATE_OR_NONE = "messages per second, 0 to 1G, for example 100k";
    private static final Pattern TIMES_CAPACITY = Pattern.compile("(.+)x");

    /** The options that mean something to one kind only. A seed may always be given: some need none. */
    private static final Map<ScenarioOption, Kind> OF_ONE_KIND = new EnumMap<>(Map.of(
            TRACE, Kind.TRACE,
            SPEEDUP, Kind.TRACE,
            TOKEN_GAP, Kind.TRACE,
            BURST_SIZE, Kind.BURST,
            BURST_EVERY, Kind.BURST,
            FROM_RATE, Kind.RAMP,
            TO_RATE, Kind.RAMP,
            STEP_RATES, Kind.STEP));

    private final SettingReader settings;
    private final Path besideFile;
    private final Path currentFolder;
    private final double capacityPerSecond;

    /**
     * A reader.
     *
     * @param settings what is set
     * @param besideFile what paths in the scenario's file are relative to, or null
     * @param currentFolder what other paths are relative to
     * @param shards threads that handle
     * @param workNs time that handlers burn for each message that is sent
     */
    ArrivalReader(SettingReader settings, Path besideFile, Path currentFolder, int shards, long workNs) {
        this.settings = settings;
        this.besideFile = besideFile;
        this.currentFolder = currentFolder;
        capacityPerSecond = workNs == 0 ? 0 : shards * NS_PER_SECOND / workNs;
    }

    ArrivalConfig read() {
        Setting arrival = settings.value(ARRIVAL);
        Kind kind = settings.oneOf(ARRIVAL, Kind.CHOICES.toArray(Kind[]::new), Kind::text);
        OF_ONE_KIND.forEach((option, owner) -> {
            if (owner != kind && isGivenWith(arrival, option)) {
                throw settings.set(option)
                        .refused("no value, as the arrival is " + kind.text() + "; or --arrival " + owner.text());
            }
        });
        Long seed = seed();
        return switch (kind) {
            case POISSON -> ArrivalConfig.shaped(kind, rate(kind), chance(seed));
            case BURST -> bursts();
            case RAMP -> ramp(arrival);
            case STEP -> steps(arrival);
            case TRACE -> trace(arrival);
            default -> constant();
        };
    }

    /**
     * The same for a load that leaves something to chance itself.
     *
     * @param arrival as read, in a closed loop
     * @return with the seed that was given, or one that is drawn
     */
    ArrivalConfig withChance(ArrivalConfig arrival) {
        return new ArrivalConfig(
                arrival.kind(),
                arrival.ratePerSecond(),
                arrival.trace(),
                arrival.speedup(),
                arrival.tokenGapNs(),
                chance(seed()));
    }

    private static Shape chance(Long seed) {
        return Shape.chance(seed != null ? seed : ThreadLocalRandom.current().nextLong(DRAWN_SEEDS));
    }

    /**
     * Refuses what a duration has no room for.
     *
     * @param arrival as read
     * @param durationNs of the measured part; null for the length of a trace
     */
    void requireFits(ArrivalConfig arrival, Long durationNs) {
        switch (arrival.kind()) {
            case POISSON -> {
                if (messages(arrival, durationNs) < 1) {
                    throw settings.value(RATE).refused("a message or more in the duration, as the arrival is poisson");
                }
            }
            case BURST -> {
                double most = Math.max(1, Math.ceil(messages(arrival, durationNs)));
                if (arrival.shape().burstSize() > most) {
                    Setting given = settings.value(isEveryGiven() ? BURST_EVERY : BURST_SIZE);
                    throw given.refused("a burst or more in the duration, which has room for " + (long) most
                            + " messages at that rate");
                }
            }
            case STEP -> {
                long most = durationNs / TimeUnitName.MS.nanos();
                if (arrival.shape().stepRatesPerSecond().size() > most) {
                    throw settings.value(STEP_RATES)
                            .refused("a millisecond or more for each rate, so at most " + most + " of them");
                }
            }
            default -> {
                // Fits any duration: a message is due at once, or the trace is as long as it is.
            }
        }
    }

    private static double messages(ArrivalConfig arrival, long durationNs) {
        return arrival.ratePerSecond() * (durationNs / NS_PER_SECOND);
    }

    /** Not what the scenario has for an arrival that has been replaced. */
    private boolean isGivenWith(Setting arrival, ScenarioOption option) {
        Setting setting = settings.set(option);
        return setting != null && setting.layer().compareTo(arrival.layer()) >= 0;
    }

    private Long seed() {
        if (settings.set(SEED) == null) {
            return null;
        }
        Long seed = Quantities.count(settings.set(SEED).text());
        if (seed == null || seed > MAX_SEED) {
            throw settings.set(SEED).refused("a whole number, 0 to " + MAX_SEED);
        }
        return seed;
    }

    private ArrivalConfig constant() {
        Setting rate = settings.value(RATE);
        if (rate.text().equals(CLOSED_RATE)) {
            return new ArrivalConfig(Kind.CLOSED, 0, null, 1, 0);
        }
        return new ArrivalConfig(Kind.CONSTANT, rate(Kind.CONSTANT), null, 1, 0);
    }

    private double rate(Kind kind) {
        Setting rate = settings.value(RATE);
        Double perSecond = perSecond(rate.text());
        if (perSecond == null || perSecond <= 0 || perSecond > MAX_RATE) {
            throw rate.refused(RATE_EXPECTED
                    + (kind == Kind.CONSTANT ? "; or max" : ", as the arrival is " + kind.text())
                    + "; or with --work a multiple of what that lets through, for example 10x");
        }
        return perSecond;
    }

    private Double perSecond(String text) {
        Matcher multiple = TIMES_CAPACITY.matcher(text);
        if (!multiple.matches()) {
            return Quantities.number(text.replaceFirst("\\s*/s$", ""));
        }
        Double times = Quantities.number(multiple.group(1));
        return times == null ? null : (Double) (times * capacityPerSecond);
    }

    /** The size and the time between bursts follow from each other by the rate. */
    private ArrivalConfig bursts() {
        double rate = rate(Kind.BURST);
        if (!isEveryGiven()) {
            int size = settings.integer(BURST_SIZE, 1, MAX_BURST);
            return ArrivalConfig.shaped(Kind.BURST, rate, Shape.bursts(size));
        }
        if (settings.set(BURST_SIZE) != null
                && settings.set(BURST_SIZE).layer() == settings.set(BURST_EVERY).layer()) {
            throw settings.set(BURST_EVERY).refused("no value, as the size of a burst is given; or that alone");
        }
        long everyNs = settings.time(BURST_EVERY, TimeUnitName.NS, 1, MAX_GAP_NS, "1 ns to 3600 s");
        double size = rate * everyNs / NS_PER_SECOND;
        long whole = Math.round(size);
        if (whole < 1 || whole > MAX_BURST || Math.abs(size - whole) > WHOLE * whole) {
            throw settings.set(BURST_EVERY)
                    .refused("a time in which the rate lets a whole number of messages come, 1 to " + MAX_BURST
                            + ", and not " + size);
        }
        return ArrivalConfig.shaped(Kind.BURST, rate, Shape.bursts((int) whole));
    }

    private boolean isEveryGiven() {
        Setting every = settings.set(BURST_EVERY);
        Setting size = settings.set(BURST_SIZE);
        return every != null && (size == null || size.layer().compareTo(every.layer()) <= 0);
    }

    private ArrivalConfig ramp(Setting arrival) {
        requireNoRate(arrival, "the ramp");
        double from = rateOrNone(settings.value(FROM_RATE));
        if (settings.set(TO_RATE) == null) {
            throw arrival.refused("--to-rate, too: the rate at the end of the ramp");
        }
        double to = rateOrNone(settings.set(TO_RATE));
        if (from == 0 && to == 0) {
            throw settings.set(TO_RATE).refused(RATE_EXPECTED + ", as the ramp begins at 0");
        }
        return ArrivalConfig.shaped(Kind.RAMP, (from + to) / 2, Shape.ramp(from, to));
    }

    private ArrivalConfig steps(Setting arrival) {
        requireNoRate(arrival, "the list of steps");
        List<Setting> given = settings.all(STEP_RATES);
        if (given.isEmpty()) {
            throw arrival.refused("--step-rates, too: a rate for each part of the duration, for example 10k,50k,100k");
        }
        List<Double> rates = new ArrayList<>();
        for (Setting setting : given) {
            for (String text : setting.text().split(",", -1)) {
                rates.add(rateOrNone(new Setting(text.strip(), setting.layer(), setting.where())));
            }
        }
        Setting last = given.get(given.size() - 1);
        if (rates.size() > MAX_STEPS) {
            throw last.refused("at most " + MAX_STEPS + " rates");
        }
        double sum = rates.stream().mapToDouble(Double::doubleValue).sum();
        if (sum == 0) {
            throw last.refused("a rate above 0 among them");
        }
        return ArrivalConfig.shaped(Kind.STEP, sum / rates.size(), Shape.steps(rates));
    }

    private double rateOrNone(Setting rate) {
        Double perSecond = perSecond(rate.text());
        if (perSecond == null || perSecond > MAX_RATE) {
            throw rate.refused(RATE_OR_NONE);
        }
        return perSecond;
    }

    private void requireNoRate(Setting arrival, String instead) {
        if (isGivenWith(arrival, RATE)) {
            throw settings.set(RATE).refused("no value, as " + instead + " sets the rate");
        }
    }

    private ArrivalConfig trace(Setting arrival) {
        requireNoRate(arrival, "the trace");
        Setting speedup = settings.value(SPEEDUP);
        Double factor = Quantities.number(speedup.text());
        if (factor == null || factor <= 0 || factor > MAX_RATE) {
            throw speedup.refused("a factor above 0, for example 60");
        }
        long gapNs = settings.time(TOKEN_GAP, TimeUnitName.NS, 1, MAX_GAP_NS, "1 ns to 3600 s");
        return new ArrivalConfig(Kind.TRACE, 0, tracePath(), factor, gapNs);
    }

    /** A path in a file is relative to that file. */
    private Path tracePath() {
        Setting trace = settings.set(TRACE);
        if (trace == null) {
            return null;
        }
        boolean inFile = trace.layer() == Layer.FILE && besideFile != null;
        return (inFile ? besideFile : currentFolder).resolve(trace.text());
    }
}
