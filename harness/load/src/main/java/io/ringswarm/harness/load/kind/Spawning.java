package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.SpawnRound;
import io.ringswarm.harness.load.generate.Spawner;
import io.ringswarm.harness.load.scenario.FigureName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.SpawnFigures;
import io.ringswarm.harness.load.scenario.WorkloadName;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.RollCall;
import io.ringswarm.harness.load.workload.SpawnedAgent;
import io.ringswarm.reports.run.LoadFigure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Cycles that spawn one agent, 8, 100, and as many as the scenario says, each of which gets one message and is stopped. What
 * is measured are the times of that, and what an agent of the last takes of the heap.
 */
final class Spawning implements Workload {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BodyCodec<LoadMessage> codec;
    private final int payloadBytes;
    private final RollCall roll;
    private final UnaryOperator<Agent> guise;
    private final Duration patience;
    private final List<SpawnRound> rounds;
    private final List<Spawner> spawners = new ArrayList<>();

    Spawning(ScenarioConfig config) {
        this(config, UnaryOperator.identity(), PATIENCE);
    }

    /** For tests: {@code guise} may put another agent in front of each, for which nobody waits for longer than that. */
    Spawning(ScenarioConfig config, UnaryOperator<Agent> guise, Duration patience) {
        this.guise = guise;
        this.patience = patience;
        codec = LoadCodecs.of(config.codec(), config.payloadBytes());
        payloadBytes = config.payloadBytes();
        List<Integer> agents = List.of(1, 8, 100, config.agents());
        roll = new RollCall(agents.stream().max(Integer::compare).orElseThrow(), codec, payloadBytes, config.workNs());
        rounds = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            rounds.add(new SpawnRound(SpawnFigures.ROUNDS.get(i), agents.get(i), i == agents.size() - 1));
        }
    }

    /** Nobody lives between the cycles. */
    @Override
    public void populate(Engine engine) {}

    @Override
    public Producer producer(int number, Engine engine) {
        Spawner spawner = new Spawner(
                engine, roll, () -> guise.apply(new SpawnedAgent(roll)), rounds, codec, payloadBytes, patience);
        spawners.add(spawner);
        return spawner;
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return new Flow(spawners.stream().mapToLong(Spawner::told).sum(), roll.handled());
    }

    @Override
    public Seen seen() {
        long handled = roll.handled();
        return new Seen(0, 0, 0, handled, handled, null, handled, new Arrivals(0, roll.twice(), 0), null)
                .withAsides(roll.ended());
    }

    @Override
    public List<LoadFigure> figures() {
        Map<String, List<Double>> measured = new HashMap<>();
        for (SpawnRound round : rounds) {
            measured.put(SpawnFigures.spawn(round.name()), round.spawnNs());
            measured.put(SpawnFigures.ready(round.name()), round.readyNs());
            measured.put(SpawnFigures.stop(round.name()), round.stopNs());
            if (round.isWeighed()) {
                measured.put(SpawnFigures.BYTES_PER_AGENT, round.bytesPerAgent());
            }
        }
        List<LoadFigure> figures = new ArrayList<>();
        for (FigureName name : WorkloadName.SPAWN.figures()) {
            figures.add(LoadFigure.of(name.key(), name.kind().unit(), measured.get(name.key())));
        }
        return figures;
    }
}
