package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.kind.Workloads;
import io.ringswarm.harness.load.scenario.ScenarioConfig;

/** The load of {@code run}, with a witness in front of each agent, and with a handler or the shards stalled if asked. */
final class WatchedLoad implements Workload {
    private static final int STALLED_AGENT = StallWitness.STALLED_SHARD;

    private final Workload load;
    private final StallKind kind;
    private final StallWitness witness;
    private final SelfTestPlan plan;

    WatchedLoad(ScenarioConfig config, SelfTestPlan plan, StallKind kind, StallWitness witness) {
        this.kind = kind;
        this.witness = witness;
        this.plan = plan;
        load = Workloads.oneWay(
                config,
                (number, agent) -> new WatchedAgent(
                        number,
                        agent,
                        witness,
                        plan.stallAtNs(),
                        kind == StallKind.HANDLER && number == STALLED_AGENT ? plan.stallNs() : 0));
    }

    @Override
    public void prepare(EngineContext context) {
        load.prepare(context);
        if (kind == StallKind.SHARD) {
            context.idleStrategy(() -> new StallingIdle(witness, plan.stallAtNs(), plan.stallNs()));
        }
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
