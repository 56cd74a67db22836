package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.RunExecution;
import io.ringswarm.harness.load.measure.RunListener;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.schedule.Schedule;

/** What the self-test tests: how a load becomes a measurement. */
@FunctionalInterface
public interface MeasuringPath {
    /**
     * Measures.
     *
     * @param config what to run
     * @param workload its load
     * @param schedule when messages are due
     * @param listener hears how it goes
     * @return what was found
     */
    Measurement measure(ScenarioConfig config, Workload workload, Schedule schedule, RunListener listener);

    /** The one that {@code ringswarm run} takes. */
    static MeasuringPath ofRun() {
        MachineProbe machine = new MachineProbe();
        return (config, workload, schedule, listener) ->
                new RunExecution("selftest", config, workload, schedule, machine.processUsage(), listener).execute();
    }
}
