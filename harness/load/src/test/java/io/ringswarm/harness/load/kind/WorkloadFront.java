package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;

/** Another load of one-way messages, for tests that change a part of it. */
public class WorkloadFront implements Workload {
    private final Workload load;

    /** In front of a load that times nothing by itself. */
    public WorkloadFront(Workload load) {
        this.load = load;
    }

    @Override
    public void prepare(EngineContext context) {
        load.prepare(context);
    }

    @Override
    public void populate(Engine engine) {
        load.populate(engine);
    }

    @Override
    public Producer producer(int number, Engine engine) {
        return load.producer(number, engine);
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return load.flow(counters);
    }

    @Override
    public Seen seen() {
        return load.seen();
    }
}
