package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Arrivals;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Deliveries;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.Offered;
import io.ringswarm.harness.load.measure.Trouble;
import io.ringswarm.harness.load.scenario.IdleName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.Objective;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides. A fault of the engine makes a run fail, whatever else; a fault of the measurement makes it invalid; what may
 * have disturbed a run that met its objectives is a warning.
 *
 * <p>The generator has kept up when at most one message in a thousand would have been due and not sent at the end had the
 * engine refused nothing: a lag is the engine's doing only as far as the time explains it that the generator was blocked
 * by refusals, and one refusal among millions explains next to nothing. A generator that was late, for more than one
 * message in a hundred and beyond what refusals explain, and an engine that was not steady, are reasons when an objective
 * was missed and warnings otherwise.
 */
final class VerdictRules {
    /** Exit code after an interruption, as a shell gives for Ctrl-C. */
    static final int INTERRUPTED = 130;

    private static final double UNSENT_TOLERANCE = 0.001;
    private static final double LATE_TOLERANCE = 0.01;
    private static final double STEAL_TOLERANCE = 0.01;
    private static final long HICCUP_TOLERANCE_NS = 5_000_000;
    private static final long DRAIN_TOLERANCE_NS = 1_000_000_000;
    private static final double NS_PER_SECOND = 1e9;

    private final ScenarioConfig config;
    private final Measurement measured;
    private final List<SloResult> slos;
    private final int cores;
    private final Accounts accounts;
    private final Offered offered;
    private final Deliveries engine;
    private final Seen seen;
    private final Counts counts;
    private final List<String> failures = new ArrayList<>();
    private final List<String> invalidities = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    VerdictRules(ScenarioConfig config, Measurement measured, List<SloResult> slos, int cores) {
        this.config = config;
        this.measured = measured;
        this.slos = slos;
        this.cores = cores;
        accounts = measured.accounts();
        offered = accounts.offered();
        engine = accounts.engine();
        seen = accounts.seen();
        counts = ReportAssembly.counts(accounts);
    }

    Verdict decide() {
        delivery();
        interruption();
        objectives();
        accounting();
        schedule();
        draining();
        steadiness();
        threads();
        machine();
        List<String> reasons = new ArrayList<>(failures);
        reasons.addAll(invalidities);
        VerdictStatus status = !failures.isEmpty()
                ? VerdictStatus.FAIL
                : !invalidities.isEmpty() ? VerdictStatus.INVALID : VerdictStatus.PASS;
        boolean interrupted = measured.interruptedAfterNs() != null;
        return new Verdict(status, reasons, warnings, interrupted ? INTERRUPTED : status.exitCode());
    }

    private void delivery() {
        if (measured.trouble() != null) {
            boolean engines = measured.trouble().kind() == Trouble.Kind.ENGINE;
            (engines ? failures : invalidities).add(sentence(measured.trouble().words()));
        }
        failIf(counts.lost() > 0, counts.lost(), "accepted and lost");
        Arrivals arrivals = seen.arrivals();
        long unexplained = arrivals.missing() - engine.unhandled();
        failIf(unexplained > 0 && counts.lost() <= 0, unexplained, "missed by their agents");
        failIf(arrivals.duplicates() > 0, arrivals.duplicates(), "handled twice");
        failIf(arrivals.outOfOrder() > 0, arrivals.outOfOrder(), "handled after a later one");
        failIf(engine.deadTotal() > 0, engine.deadTotal(), "turned into dead letters");
        failIf(engine.undelivered() > 0, engine.undelivered(), "accepted and still waiting when the engine closed");
    }

    private void failIf(boolean fault, long messages, String what) {
        if (fault) {
            failures.add(Quantity.count(messages) + (messages == 1 ? " message was " : " messages were ") + what + ".");
        }
    }

    private void objectives() {
        for (SloResult slo : slos) {
            Objective objective = new Objective(slo);
            if (Boolean.FALSE.equals(slo.pass())) {
                failures.add(objective.metric() + " is " + objective.value() + ", " + objective.clause() + ".");
            } else if (slo.pass() == null && !nothingMeasured()) {
                boolean sampled = measured.latency().response().getTotalCount() > 0;
                invalidities.add(objective.metric() + " is not known: "
                        + (sampled
                                ? "fewer than " + Percentile.MIN_TAIL_SAMPLES + " samples lie beyond it."
                                : "no message was sent."));
            }
        }
    }

    private void accounting() {
        if (accounts.deliveriesSent() != engine.created()) {
            unaccounted("producers", accounts.deliveriesSent(), "accepted", "engine", engine.created());
        }
        if (seen.received() != engine.handled()) {
            unaccounted("agents", seen.received(), "handled", "engine", engine.handled());
        }
        boolean open = offered.scheduled() != null;
        if (open && offered.scheduled() != offered.accepted() + offered.unsent()) {
            invalidities.add("The schedule has " + Quantity.count(offered.scheduled()) + " messages, but "
                    + Quantity.count(offered.accepted()) + " sent and " + Quantity.count(offered.unsent())
                    + " not sent.");
        }
        long recorded = measured.latency().response().getTotalCount();
        long negative = measured.latency().negative() + measured.negativeDelays();
        long reached = accounts.reached() + (open ? offered.unsent() : 0);
        if (negative > 0) {
            invalidities.add(Quantity.count(negative) + " latencies are below zero: the clock or a due time is wrong.");
        } else if (recorded != reached) {
            invalidities.add(Quantity.count(recorded) + " latencies were recorded for " + Quantity.count(reached)
                    + " messages.");
        }
    }

    private void unaccounted(String one, long ones, String verb, String other, long others) {
        invalidities.add("The " + one + " count " + Quantity.count(ones) + " messages " + verb + ", the " + other + " "
                + Quantity.count(others) + ".");
    }

    private void interruption() {
        if (nothingMeasured() && measured.trouble() == null) {
            invalidities.add("Interrupted before anything was measured.");
        } else if (measured.interruptedAfterNs() != null) {
            invalidities.add("Interrupted after " + Quantity.time(measured.interruptedAfterNs()) + ".");
        }
    }

    private boolean nothingMeasured() {
        return measured.durationNs() == 0;
    }

    private void schedule() {
        if (offered.scheduled() == null) {
            return;
        }
        if (offered.scheduled() == 0 && measured.interruptedAfterNs() == null) {
            invalidities.add("No message was due.");
        }
        String unsent = Quantity.count(offered.unsent()) + " of " + Quantity.count(offered.scheduled())
                + " messages were due and not sent";
        if (offered.unsentByGenerator() > UNSENT_TOLERANCE * offered.scheduled()) {
            invalidities.add(unsent + ": the generator could not keep up.");
        } else if (offered.unsent() > UNSENT_TOLERANCE * offered.scheduled()) {
            warnings.add(unsent + ", as the engine refused more.");
        }
        if (offered.lateByGenerator() > LATE_TOLERANCE * offered.accepted()) {
            (missed() ? invalidities : warnings)
                    .add("The generator was late: it sent " + Quantity.count(offered.lateByGenerator()) + " of "
                            + Quantity.count(offered.accepted()) + " messages more than "
                            + Quantity.time(Producer.LATE_NS) + " after they were due, for no refusal.");
        }
    }

    private void draining() {
        if (measured.drainNs() > DRAIN_TOLERANCE_NS) {
            warnings.add("Draining took " + Quantity.time(measured.drainNs())
                    + ": what was handled after the end is not in the rate.");
        }
    }

    private void steadiness() {
        boolean unsteady = Boolean.FALSE.equals(measured.warmup().steady());
        if (unsteady) {
            (missed() ? invalidities : warnings).add("Not steady when the warm-up ended.");
        }
    }

    private boolean missed() {
        return slos.stream().anyMatch(slo -> Boolean.FALSE.equals(slo.pass()));
    }

    private void threads() {
        int spinning = (cores > 1 ? config.producers() : 0) + (config.idle().occupiesCore() ? config.shards() : 0);
        if (spinning > cores) {
            String what = spinning + " threads spin on " + cores + " cores.";
            (config.spinningAsked() ? warnings : invalidities).add(what);
        } else if (config.idle() == IdleName.SPIN && spinning == cores) {
            warnings.add("Spinning threads occupy all " + cores + " cores: whatever else runs delays messages.");
        }
    }

    private void machine() {
        long stealNs = measured.intervals().stream()
                .map(Interval::stealNs)
                .mapToLong(ns -> ns == null ? 0 : ns)
                .sum();
        double stolen = stealNs / Math.max(1.0, (double) measured.durationNs() * cores);
        if (stolen > STEAL_TOLERANCE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The hypervisor took %.1f %% of the machine (%.2f s).",
                    100 * stolen,
                    stealNs / NS_PER_SECOND));
        }
        long hiccupNs = measured.hiccups().getMaxValue();
        if (hiccupNs > HICCUP_TOLERANCE_NS) {
            warnings.add("A sleeping thread woke up to " + Quantity.time(hiccupNs) + " late.");
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
