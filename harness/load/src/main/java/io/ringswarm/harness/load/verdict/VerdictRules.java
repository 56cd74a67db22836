package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.Offered;
import io.ringswarm.harness.load.measure.Trouble;
import io.ringswarm.harness.load.scenario.IdleName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.WorkloadName;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.words.Objective;
import io.ringswarm.reports.words.Quantity;
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
    private final Findings findings = new Findings();

    VerdictRules(ScenarioConfig config, Measurement measured, List<SloResult> slos, int cores) {
        this.config = config;
        this.measured = measured;
        this.slos = slos;
        this.cores = cores;
        accounts = measured.accounts();
        offered = accounts.offered();
    }

    Verdict decide() {
        trouble();
        delivery();
        interruption();
        objectives();
        new AccountingRules(measured, findings).judge();
        schedule();
        emptiness();
        draining();
        steadiness();
        threads();
        machine();
        boolean interrupted = measured.interruptedAfterNs() != null;
        return new Verdict(
                findings.status(),
                findings.reasons(),
                findings.warnings(),
                interrupted ? ExitCode.INTERRUPTED : findings.status().exitCode());
    }

    private void trouble() {
        Trouble trouble = measured.trouble();
        if (trouble != null) {
            findings.add(trouble.kind(), trouble.sentence(), trouble.words());
        }
    }

    private void delivery() {
        WorkloadName workload = config.workload().name();
        long lost = ReportAssembly.counts(accounts).lost();
        if (accounts.tasks() == null) {
            new DeliveryRules(workload, accounts, lost, findings).judge();
        } else {
            new TaskRules(accounts, lost, findings).judge();
        }
        if (accounts.seen().witness() != null && !nothingMeasured()) {
            new CustomRules(accounts.seen().witness(), accounts, findings).judge();
        }
        if (accounts.seen().asks() != null) {
            new AskRules(accounts.seen().asks(), workload == WorkloadName.ASK, findings).judge();
        }
        if (workload.hasLanes() && !nothingMeasured()) {
            new SaturationRules(workload, measured, findings).judge();
        }
        if (!nothingMeasured()) {
            new MemoryRules(workload, measured, findings).judge();
        }
    }

    /** Of a part of a run nothing is said: its table shows what was found so far. */
    private void objectives() {
        if (measured.interruptedAfterNs() != null) {
            return;
        }
        for (SloResult slo : slos) {
            Objective objective = new Objective(slo);
            if (Boolean.FALSE.equals(slo.pass())) {
                findings.fail(Sentence.OBJECTIVE_MISSED, objective.metric(), objective.value(), objective.clause());
            } else if (slo.pass() == null && !nothingMeasured()) {
                findings.invalidate(Sentence.OBJECTIVE_UNKNOWN, objective.metric(), whyUnknown(slo.metric()));
            }
        }
    }

    private String whyUnknown(String metric) {
        for (LoadFigure figure : measured.figures()) {
            if (figure.name().equals(metric)) {
                return "it was measured " + figure.count() + (figure.count() == 1 ? " time" : " times") + ", and not "
                        + LoadFigure.MIN_COUNT + " or more";
            }
        }
        if (accounts.tasks() != null
                && config.workload().name().figures().stream()
                        .anyMatch(figure -> figure.key().equals(metric))) {
            return "this load does not measure it, or no round has ended";
        }
        boolean sampled = measured.latency().response().getTotalCount() > 0;
        return sampled ? "fewer than " + Percentile.MIN_TAIL_SAMPLES + " samples lie beyond it" : "no message was sent";
    }

    private void interruption() {
        if (nothingMeasured() && measured.trouble() == null) {
            findings.interrupt(Sentence.INTERRUPTED_BEFORE);
        } else if (measured.interruptedAfterNs() != null) {
            findings.interrupt(Sentence.INTERRUPTED_AFTER, Quantity.time(measured.interruptedAfterNs()));
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
            findings.invalidate(Sentence.NOTHING_DUE);
        }
        String unsent = Quantity.count(offered.unsent());
        String scheduled = Quantity.count(offered.scheduled());
        if (offered.unsentByGenerator() > UNSENT_TOLERANCE * offered.scheduled()) {
            findings.invalidate(Sentence.GENERATOR_TOO_SLOW, unsent, scheduled);
        } else if (offered.unsent() > UNSENT_TOLERANCE * offered.scheduled()) {
            findings.warn(Sentence.REFUSED_AT_THE_END, unsent, scheduled);
        }
        if (offered.lateByGenerator() > LATE_TOLERANCE * offered.accepted()) {
            findings.note(
                    missed(),
                    Sentence.GENERATOR_LATE,
                    Quantity.count(offered.lateByGenerator()),
                    Quantity.count(offered.accepted()),
                    Quantity.time(Producer.LATE_NS));
        }
    }

    /** A run in which nothing came to its end says nothing, whatever its objectives are. */
    private void emptiness() {
        boolean asPlanned = measured.interruptedAfterNs() == null && measured.trouble() == null;
        if (asPlanned && offered.scheduled() == null && accounts.attempted() == 0) {
            findings.invalidate(Sentence.NOTHING_SENT);
        } else if (asPlanned && accounts.attempted() > 0 && accounts.handled() == 0) {
            findings.invalidate(Sentence.NOTHING_HANDLED);
        }
    }

    private void draining() {
        if (measured.drainNs() > DRAIN_TOLERANCE_NS) {
            findings.warn(Sentence.DRAINED_LONG, Quantity.time(measured.drainNs()));
        }
    }

    private void steadiness() {
        boolean unsteady = Boolean.FALSE.equals(measured.warmup().steady());
        if (unsteady) {
            findings.note(missed(), Sentence.NOT_STEADY);
        }
    }

    private boolean missed() {
        return slos.stream().anyMatch(slo -> Boolean.FALSE.equals(slo.pass()));
    }

    private void threads() {
        int spinning = (cores > 1 ? config.producers() : 0) + (config.idle().occupiesCore() ? config.shards() : 0);
        if (spinning > cores) {
            findings.note(!config.spinningAsked(), Sentence.TOO_MANY_SPIN, spinning, cores);
        } else if (config.idle() == IdleName.SPIN && spinning == cores) {
            findings.warn(Sentence.ALL_CORES_SPIN, cores);
        }
    }

    private void machine() {
        long stealNs = measured.intervals().stream()
                .map(Interval::stealNs)
                .mapToLong(ns -> ns == null ? 0 : ns)
                .sum();
        double stolen = nothingMeasured() ? 0 : stealNs / ((double) measured.durationNs() * cores);
        if (stolen > STEAL_TOLERANCE) {
            findings.warn(
                    Sentence.STOLEN,
                    String.format(Locale.ROOT, "%.1f %%", 100 * stolen),
                    String.format(Locale.ROOT, "%.2f s", stealNs / NS_PER_SECOND));
        }
        if (!measured.pausesKnown() && measured.interruptedAfterNs() == null) {
            findings.warn(Sentence.PAUSES_UNKNOWN);
        }
        long hiccupNs = measured.hiccups().getMaxValue();
        if (hiccupNs > HICCUP_TOLERANCE_NS) {
            findings.warn(Sentence.HICCUP, Quantity.time(hiccupNs));
        }
    }
}
