package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.ARRIVAL;
import static io.ringswarm.harness.load.scenario.ScenarioOption.RATE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SPEEDUP;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TOKEN_GAP;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TRACE;

import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how messages arrive. Confined to one call. */
final class ArrivalReader {
    private static final double MAX_RATE = 1e9;
    private static final double NS_PER_SECOND = 1e9;
    private static final long MAX_GAP_NS = 3600 * TimeUnitName.S.nanos();
    private static final String CLOSED_RATE = "max";
    private static final Pattern TIMES_CAPACITY = Pattern.compile("(.+)x");
    private static final List<String> LATER_ARRIVALS = List.of("poisson", "burst", "ramp", "step");

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
        String type = arrival.text();
        if (LATER_ARRIVALS.contains(type)) {
            throw arrival.refused("constant or trace; " + type + " is not available in this version");
        }
        if (!List.of("constant", "trace").contains(type)) {
            throw arrival.refused("constant or trace" + NearestName.hint(type, List.of("constant", "trace")));
        }
        return type.equals("trace") ? traceArrival(arrival) : rateArrival();
    }

    private ArrivalConfig rateArrival() {
        for (ScenarioOption option : List.of(TRACE, SPEEDUP, TOKEN_GAP)) {
            if (settings.set(option) != null) {
                throw settings.set(option).refused("no value, as the arrival is constant; or --arrival trace");
            }
        }
        Setting rate = settings.value(RATE);
        if (rate.text().equals(CLOSED_RATE)) {
            return new ArrivalConfig(ArrivalConfig.Kind.CLOSED, 0, null, 1, 0);
        }
        Double perSecond = perSecond(rate.text());
        if (perSecond == null || perSecond <= 0 || perSecond > MAX_RATE) {
            throw rate.refused("messages per second, above 0, at most 1G, for example 100k or 1M; or max;"
                    + " or with --work a multiple of what that lets through, for example 10x");
        }
        return new ArrivalConfig(ArrivalConfig.Kind.CONSTANT, perSecond, null, 1, 0);
    }

    private Double perSecond(String text) {
        Matcher multiple = TIMES_CAPACITY.matcher(text);
        if (!multiple.matches()) {
            return Quantities.number(text.replaceFirst("\\s*/s$", ""));
        }
        Double times = Quantities.number(multiple.group(1));
        return times == null ? null : (Double) (times * capacityPerSecond);
    }

    private ArrivalConfig traceArrival(Setting arrival) {
        Setting rate = settings.set(RATE);
        if (rate != null && rate.layer().compareTo(arrival.layer()) >= 0) {
            throw rate.refused("no value, as the trace sets the rate");
        }
        Setting speedup = settings.value(SPEEDUP);
        Double factor = Quantities.number(speedup.text());
        if (factor == null || factor <= 0 || factor > MAX_RATE) {
            throw speedup.refused("a factor above 0, for example 60");
        }
        long gapNs = settings.time(TOKEN_GAP, TimeUnitName.NS, 1, MAX_GAP_NS, "1 ns to 3600 s");
        return new ArrivalConfig(ArrivalConfig.Kind.TRACE, 0, tracePath(), factor, gapNs);
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
