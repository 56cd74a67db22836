package io.ringswarm.harness.load.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The harness measures runs of which it is known what they must show, as something was stalled in each on purpose. A run that
 * the machine disturbed is repeated, up to three times in all, unless it shows that measuring flatters, which no disturbance
 * excuses. Used by one thread.
 */
public final class SelfTest {
    /** How often a run is tried. */
    static final int ATTEMPTS = 3;

    private final SelfTestPlan plan;
    private final MeasuringPath path;
    private final Consumer<String> words;

    /**
     * A self-test.
     *
     * @param plan how long runs are
     * @param path what is tested
     * @param words hears how it goes, a line at a time
     */
    public SelfTest(SelfTestPlan plan, MeasuringPath path, Consumer<String> words) {
        this.plan = plan;
        this.path = path;
        this.words = words;
    }

    /**
     * Tests.
     *
     * @param kinds what to stall, one run each
     * @return what was found, checks without a run first
     */
    public SelfTestReport run(List<StallKind> kinds) {
        List<Check> checks = new ArrayList<>(ArithmeticChecks.all());
        List<SelfTestRun> runs = new ArrayList<>();
        for (StallKind kind : kinds) {
            SelfTestRun run = stalled(kind, runs.isEmpty());
            runs.add(run);
            checks.addAll(run.checks());
        }
        return new SelfTestReport(SelfTestReport.SCHEMA_VERSION, plan.name(), runs, checks);
    }

    /** The first run also warms the JVM up for those that follow, so it has one attempt more. */
    private SelfTestRun stalled(StallKind kind, boolean first) {
        SelfTestRun run;
        int attempt = first ? 0 : 1;
        do {
            words.accept("stalling " + kind.what() + (attempt > 1 ? ", attempt " + attempt : ""));
            run = attempt(kind, Math.max(1, attempt));
            if (run.isDisturbed()) {
                words.accept("disturbed: " + run.disturbance());
            }
        } while (run.isUndecided() && ++attempt <= ATTEMPTS);
        return run;
    }

    private SelfTestRun attempt(StallKind kind, int attempt) {
        Observation observed = Observation.of(kind, plan, path);
        RunChecks checks = new RunChecks(observed);
        StallWitness.Stall stall = observed.stall();
        return new SelfTestRun(kind, stall.fromNs(), stall.lengthNs(), attempt, checks.disturbed(), checks.all());
    }
}
