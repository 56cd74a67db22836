package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.verdict.ReportAssembly;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Holds what one run recorded against what must have happened. Confined to one thread. */
final class RunChecks {
    /** A run that something else has delayed by more than such a part of its stall is not judged by what is too high. */
    private static final int DISTURBED_FROM_PART = 8;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long APART_NS = 1_000_000;
    private static final double MEAN_TOLERANCE = 0.01;
    private static final long MEAN_TOLERANCE_NS = 200_000;
    private static final List<Percentile> PERCENTILES =
            List.of(Percentile.P50, Percentile.P90, Percentile.P99, Percentile.P999);

    private final Observation observed;
    private final Measurement measured;
    private final StallWitness.Stall stall;
    private final long unitNs;
    private final Expectation response;
    private final String disturbance;
    private final Checks checks;

    RunChecks(Observation observed) {
        this.observed = observed;
        measured = observed.measured();
        stall = observed.stall();
        unitNs = stall.lengthNs() > 0 ? stall.lengthNs() : observed.plannedNs();
        int apart = (int) above(measured.latency().clockError(), APART_NS);
        response = new Expectation(
                observed.witness(), stall, i -> observed.kind().holdsUp(StallWitness.shardOf(i)), apart);
        disturbance = disturbance();
        checks = new Checks(observed.kind(), disturbance);
    }

    /** What has disturbed the run by more than its bands allow for; null when nothing has. */
    private String disturbance() {
        long limitNs = unitNs / DISTURBED_FROM_PART;
        String allowed = ", and bands allow for " + Quantity.time(limitNs);
        if (response.otherwiseNs() > limitNs) {
            return "messages apart from the stall took up to " + Quantity.time(response.otherwiseNs()) + allowed;
        }
        if (response.backlogNs() > limitNs) {
            return "the backlog took " + Quantity.time(response.backlogNs()) + allowed;
        }
        if (observed.generatorGapNs() > limitNs) {
            return "the generator's thread did not get on for " + Quantity.time(observed.generatorGapNs()) + allowed;
        }
        boolean stopped = observed.kind() == StallKind.JVM;
        long hiccupNs = measured.hiccups().getMaxValue();
        if (!stopped && hiccupNs > limitNs) {
            return "a sleeping thread woke up " + Quantity.time(hiccupNs) + " late" + allowed;
        }
        return null;
    }

    List<Check> all() {
        if (!tookPlace()) {
            return checks.all();
        }
        counts();
        percentiles();
        thresholds();
        parts();
        seconds();
        if (observed.kind() == StallKind.JVM) {
            long highNs = Expectation.higher(unitNs + unitNs / DISTURBED_FROM_PART);
            long recordedNs = measured.hiccups().getMaxValue();
            // The signal to stop takes effect when one of the process's threads next runs, which others may delay.
            long lowNs = Math.min(observed.plannedNs(), unitNs) - unitNs / DISTURBED_FROM_PART;
            checks.within("hiccup max", Check.Unit.NS, lowNs, highNs, recordedNs);
        }
        return checks.all();
    }

    /** A stall that did not come tests nothing. */
    private boolean tookPlace() {
        if (observed.kind() == StallKind.CONTROL) {
            return true;
        }
        boolean came = observed.stopped() && stall.lengthNs() >= observed.plannedNs() / 2;
        long leftNs = observed.plan().durationNs() - stall.fromNs() - observed.plannedNs() / 2;
        if (came && stall.lengthNs() <= leftNs) {
            checks.within("stall", Check.Unit.NS, observed.plannedNs() / 2, leftNs, stall.lengthNs());
            return true;
        }
        checks.notJudged("stall", "it did not come about as planned, by " + Quantity.time(observed.plannedNs()));
        return false;
    }

    /** Nothing is discarded, and nothing filled in. */
    private void counts() {
        Accounts accounts = measured.accounts();
        long scheduled = observed.witness().messages();
        checks.exactly("scheduled", scheduled, accounts.scheduled());
        checks.within(
                "not sent",
                Check.Unit.COUNT,
                0,
                messagesIn(unitNs / DISTURBED_FROM_PART),
                accounts.offered().unsent());
        checks.exactly("handled", observed.witness().arrived(), accounts.handled());
        checks.exactly(
                "response samples", scheduled, measured.latency().response().getTotalCount());
        checks.exactly(
                "transit samples",
                observed.witness().arrived(),
                measured.latency().transit().getTotalCount());
        checks.exactly(
                "send delay samples", accounts.sent(), measured.sendDelay().getTotalCount());
        checks.exactly("below zero", 0, measured.latency().negative() + measured.negativeDelays());
        checks.exactly("lost", 0, ReportAssembly.counts(accounts).lost());
    }

    private void percentiles() {
        Histogram recorded = measured.latency().response();
        for (Percentile percentile : PERCENTILES) {
            checks.within(
                    "response " + percentile.label(),
                    Check.Unit.NS,
                    response.lowestAt(percentile.percent()),
                    response.highestAt(percentile.percent()),
                    percentile.in(recorded));
        }
        Long max = recorded.getTotalCount() == 0 ? null : (Long) recorded.getMaxValue();
        checks.within("response max", Check.Unit.NS, response.lowestAt(100), response.highestAt(100), max);
    }

    private void thresholds() {
        for (int quarters = 1; quarters <= 3; quarters++) {
            long ns = unitNs * quarters / 4;
            checks.within(
                    "response above " + quarters + "/4 of the stall",
                    Check.Unit.COUNT,
                    response.fewestAbove(ns),
                    response.mostAbove(ns),
                    above(measured.latency().response(), ns));
        }
    }

    /** What was stalled shows in its own part of the response, and in no other. */
    private void parts() {
        long ns = unitNs / 4;
        boolean before = observed.kind().delaysSending();
        boolean held = stall.lengthNs() > 0;
        long most = response.mostAbove(ns);
        checks.within(
                "send delay above 1/4 of the stall",
                Check.Unit.COUNT,
                before ? response.fewestAbove(ns) : 0,
                before ? most : 0,
                above(measured.sendDelay(), ns));
        // What a message waited before it was sent is not in its transit.
        long sentNs = ns + measured.sendDelay().getMaxValue();
        checks.within(
                "transit above 1/4 of the stall",
                Check.Unit.COUNT,
                held && !before ? response.fewestAbove(sentNs) : 0,
                held && !before ? most : response.caught(),
                above(measured.latency().transit(), ns));
        handling();
        if (measured.accounts().offered().unsent() == 0) {
            mean();
        }
    }

    /** What was never sent has waited, too, and is neither in send delay nor in transit: then the means differ. */
    private void mean() {
        double sumNs =
                measured.latency().transit().getMean() + measured.sendDelay().getMean();
        checks.within(
                "response mean, of its parts",
                Check.Unit.NS,
                (long) (sumNs * (1 - MEAN_TOLERANCE)) - MEAN_TOLERANCE_NS,
                (long) (sumNs * (1 + MEAN_TOLERANCE)) + MEAN_TOLERANCE_NS,
                (long) measured.latency().response().getMean());
    }

    /** What a stalled handler takes is its own, a shard that stands still between messages gives it to none. */
    private void handling() {
        Histogram handling = measured.latency().handling();
        boolean handler = observed.kind() == StallKind.HANDLER;
        boolean anyMay = handler || observed.kind() == StallKind.JVM;
        checks.within(
                "handling, all together",
                Check.Unit.NS,
                handler ? Expectation.lower(stall.lengthNs()) : 0,
                Expectation.higher(unitNs / 2 + (anyMay ? unitNs : 0)),
                (long) (handling.getMean() * handling.getTotalCount()));
    }

    /** The stall shows in its second, or in one of those that it touches, and in no other. */
    private void seconds() {
        long first = stall.fromNs() / SECOND_NS;
        long last = (stall.toNs() + response.backlogNs()) / SECOND_NS;
        long insideNs = 0;
        long outsideNs = 0;
        for (Interval interval : measured.intervals()) {
            long maxNs = interval.maxNs() == null ? 0 : interval.maxNs();
            if (stall.lengthNs() > 0 && interval.second() >= first && interval.second() <= last) {
                insideNs = Math.max(insideNs, maxNs);
            } else {
                outsideNs = Math.max(outsideNs, maxNs);
            }
        }
        if (stall.lengthNs() > 0) {
            String where = first == last ? "second " + first : "seconds " + first + " to " + last;
            checks.within("max in " + where, Check.Unit.NS, response.lowestAt(100), response.highestAt(100), insideNs);
        }
        checks.within("max in other seconds", Check.Unit.NS, 0, Expectation.higher(unitNs / 4), outsideNs);
    }

    private static long messagesIn(long ns) {
        return ns * SelfTestPlan.RATE_PER_SECOND / SECOND_NS;
    }

    /** How many samples lie above a time. */
    static long above(Histogram samples, long ns) {
        long count = 0;
        for (HistogramIterationValue value : samples.recordedValues()) {
            count += value.getValueIteratedTo() > ns ? value.getCountAddedInThisIterationStep() : 0;
        }
        return count;
    }

    String disturbed() {
        return disturbance;
    }
}
