package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** One probe of a search for the highest rate. */
record ProbeRow(
        String rate,
        String took,
        String result,
        String state,
        List<LatencyRow.Cell> cells,
        String handled,
        String why) {
    static List<ProbeRow> of(Search search) {
        return search == null
                ? List.of()
                : search.probes().stream().map(ProbeRow::of).toList();
    }

    /** What was found, as a sentence. */
    static String found(Search search) {
        if (search.highestRate() == null) {
            return "No rate was confirmed.";
        }
        String rate = Quantity.rate(search.highestRate()) + "/s is the highest rate that a longer run has confirmed";
        if (search.limitedBy() == null) {
            return rate + "; the search was interrupted.";
        }
        return rate
                + switch (search.limitedBy()) {
                    case SLO -> "; the next higher one did not meet the objectives.";
                    case GENERATOR ->
                        "; the next higher one could not be offered as scheduled, so the engine's own limit is not known.";
                    case MAX -> "; nothing higher was tried.";
                };
    }

    private static ProbeRow of(SearchProbe probe) {
        String seconds = probe.seconds() == null ? "–" : Quantity.number(probe.seconds()) + " s";
        return new ProbeRow(
                Quantity.rate(probe.rate()) + "/s",
                probe.confirming() ? seconds + ", to confirm" : seconds,
                switch (probe.status()) {
                    case PASS -> "met";
                    case FAIL -> "missed";
                    case INVALID -> "invalid";
                },
                switch (probe.status()) {
                    case PASS -> "met";
                    case FAIL -> "missed";
                    case INVALID -> "unknown";
                },
                List.of(
                        LatencyRow.Cell.ofTime(probe.p50Ns()),
                        LatencyRow.Cell.ofTime(probe.p95Ns()),
                        LatencyRow.Cell.ofTime(probe.p99Ns())),
                probe.handledPerSecond() == null ? "–" : Quantity.rate(probe.handledPerSecond()) + "/s",
                probe.reasons().isEmpty() ? "" : probe.reasons().get(0));
    }
}
