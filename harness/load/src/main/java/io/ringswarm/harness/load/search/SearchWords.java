package io.ringswarm.harness.load.search;

import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.Quantity;
import java.util.Comparator;

/** What a search has found, in words. */
public final class SearchWords {
    private SearchWords() {}

    /**
     * One probe.
     *
     * @param probe which
     * @return such as {@code 220,000/s for 3 s: met, P50 2.1 µs, P99 80 µs}
     */
    public static String probe(SearchProbe probe) {
        String seconds = probe.seconds() == null ? "" : " for " + Quantity.number(probe.seconds()) + " s";
        return Quantity.rate(probe.rate()) + "/s" + seconds + (probe.confirming() ? ", to confirm: " : ": ")
                + status(probe) + ", P50 " + time(probe.p50Ns()) + ", P99 " + time(probe.p99Ns()) + reason(probe);
    }

    /**
     * The result.
     *
     * @param search what was found
     * @return one or two sentences
     */
    public static String result(Search search) {
        if (search.highestRate() == null) {
            return search.limitedBy() == null
                    ? interrupted(search)
                    : "No rate was confirmed to meet the objectives"
                            + (isJudged(search)
                                    ? why(search)
                                    : ": the measurement of each rate that was tried is invalid.");
        }
        return "The highest rate that meets the objectives is " + Quantity.rate(search.highestRate()) + "/s"
                + why(search);
    }

    /**
     * Whether a search says anything of the engine.
     *
     * @param search what was found
     * @return whether the measurement of any probe was valid
     */
    public static boolean isJudged(Search search) {
        return search.probes().stream().anyMatch(probe -> probe.status() != VerdictStatus.INVALID);
    }

    private static String why(Search search) {
        if (search.limitedBy() == null) {
            return ", as far as was found before the interruption.";
        }
        return switch (search.limitedBy()) {
            case SLO -> ": the next higher rate that was tried misses them.";
            case GENERATOR ->
                ": the next higher rate that was tried is not known to meet them, as its measurement is"
                        + " invalid. The engine's own limit may be higher.";
            case MAX -> ": no higher rate was to be tried.";
        };
    }

    private static String interrupted(Search search) {
        return search.probes().stream()
                .filter(probe -> probe.status() == VerdictStatus.PASS)
                .max(Comparator.comparingDouble(SearchProbe::rate))
                .map(probe -> "Interrupted. The highest rate that met the objectives until then is "
                        + Quantity.rate(probe.rate()) + "/s, which is not confirmed.")
                .orElse("Interrupted before any rate met the objectives.");
    }

    private static String status(SearchProbe probe) {
        return switch (probe.status()) {
            case PASS -> "met";
            case FAIL -> "not met";
            case INVALID -> "not known to be met";
        };
    }

    private static String reason(SearchProbe probe) {
        return probe.reasons().isEmpty() ? "" : ". " + probe.reasons().get(0);
    }

    private static String time(Long ns) {
        return ns == null ? "-" : Quantity.time(ns);
    }
}
