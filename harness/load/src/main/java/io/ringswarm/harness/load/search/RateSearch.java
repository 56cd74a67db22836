package io.ringswarm.harness.load.search;

import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchLimit;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the highest rate that meets the objectives: doubles the rate until they are not met, or halves it until they are, then halves
 * the gap between the two on a logarithmic scale until it is within the tolerance, and confirms what was met by a longer run. When that
 * one does not meet them, it steps down, further each time, and confirms again. Runs nothing itself. Confined to one thread.
 */
public final class RateSearch {
    private static final int MAX_CONFIRMATIONS = 6;

    private final SearchPlan plan;
    private final Prober prober;
    private final List<SearchProbe> probes = new ArrayList<>();
    private SearchProbe met;
    private SearchProbe notMet;
    private Double confirmed;
    private boolean interrupted;

    /**
     * A search.
     *
     * @param plan how to search
     * @param prober tries rates
     */
    public RateSearch(SearchPlan plan, Prober prober) {
        this.plan = plan;
        this.prober = prober;
    }

    /**
     * Searches. To be called once.
     *
     * @return every probe and what was found; when interrupted, what was found until then
     */
    public Search run() {
        bracket();
        bisect();
        confirm();
        return new Search(probes, confirmed, interrupted ? null : limit());
    }

    private void bracket() {
        double rate = plan.from();
        while (goesOn(1)) {
            if (!attempt(rate) || met != null && notMet != null) {
                return;
            }
            boolean up = met != null;
            double next = up ? Math.min(plan.to(), 2 * rate) : Math.max(plan.least(), whole(rate / 2));
            if (next == rate) {
                return;
            }
            rate = next;
        }
    }

    private void bisect() {
        while (met != null && notMet != null && notMet.rate() / met.rate() > 1 + plan.tolerance() && goesOn(1)) {
            double middle = whole(Math.sqrt(met.rate() * notMet.rate()));
            if (middle <= met.rate() || middle >= notMet.rate() || !attempt(middle)) {
                return;
            }
        }
    }

    private void confirm() {
        if (met == null) {
            return;
        }
        double rate = met.rate();
        for (int failed = 0; failed < MAX_CONFIRMATIONS && goesOn(0); failed++) {
            SearchProbe probe = probe(rate, true);
            if (probe == null) {
                return;
            }
            if (probe.status() == VerdictStatus.PASS) {
                confirmed = probe.rate();
                return;
            }
            notMet = probe;
            double lower = whole(rate / Math.pow(1 + plan.tolerance(), failed + 1));
            double next = Math.max(plan.least(), Math.min(lower, rate - 1));
            if (next == rate) {
                return;
            }
            rate = next;
        }
    }

    /** Leaves so many probes for what is still to come. */
    private boolean goesOn(int reserved) {
        return !interrupted && probes.size() + reserved < plan.maxProbes();
    }

    /** Whether the search may go on. */
    private boolean attempt(double rate) {
        SearchProbe probe = probe(rate, false);
        if (probe == null) {
            return false;
        }
        if (probe.status() == VerdictStatus.PASS) {
            met = probe;
        } else {
            notMet = probe;
        }
        return true;
    }

    private SearchProbe probe(double rate, boolean confirming) {
        SearchProbe probe = prober.probe(rate, confirming);
        if (probe == null) {
            interrupted = true;
        } else {
            probes.add(probe);
        }
        return probe;
    }

    /** An invalid run is not known to meet the objectives, and says nothing of the engine. */
    private SearchLimit limit() {
        if (notMet == null) {
            return SearchLimit.MAX;
        }
        return notMet.status() == VerdictStatus.INVALID ? SearchLimit.GENERATOR : SearchLimit.SLO;
    }

    private static double whole(double rate) {
        return Math.rint(rate);
    }
}
