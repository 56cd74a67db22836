package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;

/**
 * One run with its stall, and who saw it.
 *
 * @param kind what was stalled
 * @param plan how long the run was
 * @param measured what was recorded
 * @param witness who saw it
 * @param stopped whether the process was stopped from outside, if it was to be
 */
record Observation(StallKind kind, SelfTestPlan plan, Measurement measured, StallWitness witness, boolean stopped) {
    static Observation of(StallKind kind, SelfTestPlan plan, MeasuringPath path) {
        ScenarioConfig config = plan.scenario();
        Schedule schedule = new ConstantSchedule(SelfTestPlan.RATE_PER_SECOND, plan.durationNs());
        StallWitness witness = new StallWitness((int) schedule.count());
        long generatorNs = kind == StallKind.GENERATOR ? plan.stallNs() : 0;
        long processNs = kind == StallKind.JVM ? plan.jvmStallNs() : 0;
        ProcessStop stop = new ProcessStop(plan.stallAtNs(), processNs);
        Measurement measured = path.measure(
                config,
                new WatchedLoad(config, plan, kind, witness),
                new StallingSchedule(schedule, witness, plan.stallAtNs(), generatorNs),
                stop);
        return new Observation(kind, plan, measured, witness, stop.succeeded());
    }

    /** When the stall was, ns since the start; of no length when there was none. */
    StallWitness.Stall stall() {
        StallWitness.Stall stall = kind == StallKind.JVM ? witness.longestGap() : witness.stall();
        return kind == StallKind.CONTROL || stall == null
                ? new StallWitness.Stall(0, 0)
                : new StallWitness.Stall(stall.fromNs() - witness.startNs(), stall.toNs() - witness.startNs());
    }

    /** How long the generator's thread did not get on at most, but for the stall, ns. */
    long generatorGapNs() {
        return (kind == StallKind.JVM ? witness.secondGap() : witness.longestGap()).lengthNs();
    }

    /** How long it was meant to be, or would have been. */
    long plannedNs() {
        return plan.stallNs(kind);
    }
}
