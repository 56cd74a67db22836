package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.metrics.ShardMetrics;
import io.ringswarm.harness.load.environment.Heap;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.RollCall;
import io.ringswarm.reports.words.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A producer that repeats cycles: for each of its rounds it spawns agents, sends each a message, stops them all, and waits
 * for each of these to have happened. A cycle that was begun is ended, unless the producer is stopped; one that would not end
 * in time, to go by the one before, is not begun, but for the first.
 */
public final class Spawner implements Producer {
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(5);
    private static final String NAME = "agent-";

    private final Share share = new Share(0, 1);
    private final Engine engine;
    private final RollCall roll;
    private final List<SpawnRound> rounds;
    private final Supplier<? extends Agent> factory;
    private final BodyCodec<LoadMessage> codec;
    private final Sender sender;
    private final LoadMessage message;
    private final Envelope envelope = new Envelope().dueNs(Envelope.DUE_WHEN_SENT);
    private final NanoClock clock;
    private final Pacer pacer;
    private final long patienceNs;
    private final AgentOptions inTurn = new AgentOptions();
    private final LiveCount accepted = new LiveCount();
    private final LiveCount told = new LiveCount();
    private long ended;
    private EngineFaultException fault;

    /**
     * A producer that has spawned nothing.
     *
     * @param engine in which nothing else lives
     * @param roll that the agents answer
     * @param factory makes an agent
     * @param rounds of each cycle, in their order
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param patience how long to wait for agents before the engine is at fault
     */
    public Spawner(
            Engine engine,
            RollCall roll,
            Supplier<? extends Agent> factory,
            List<SpawnRound> rounds,
            BodyCodec<LoadMessage> codec,
            int payloadBytes,
            Duration patience) {
        this.engine = engine;
        this.roll = roll;
        this.factory = factory;
        this.rounds = List.copyOf(rounds);
        this.codec = codec;
        patienceNs = patience.toNanos();
        clock = engine.config().clock();
        pacer = new Pacer(clock);
        sender = engine.newSender();
        message = new LoadMessage(payloadBytes).withNoise();
    }

    /** Only what the engine refuses is noted of it. */
    @Override
    public Share share() {
        return share;
    }

    /**
     * Nothing is ever due.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void openLoop(Schedule schedule, long startNs) {
        throw new UnsupportedOperationException("cycles follow no schedule");
    }

    /**
     * Repeats cycles.
     *
     * @throws EngineFaultException when agents do not answer, end or leave, now or in a phase before
     */
    @Override
    public void closedLoop(long endNs) {
        if (fault != null) {
            throw fault;
        }
        try {
            long nowNs = clock.nanoTime();
            long lastNs;
            do {
                lastNs = nowNs;
                cycle();
                nowNs = clock.nanoTime();
            } while (!share.isStopped() && nowNs + (nowNs - lastNs) - endNs < 0);
        } catch (EngineFaultException e) {
            fault = e;
            throw e;
        }
    }

    @Override
    public void reset() {
        share.reset();
        accepted.reset();
        rounds.forEach(SpawnRound::reset);
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    /** Messages that the engine accepted since the beginning. Any thread. */
    public long told() {
        return told.get();
    }

    @Override
    public void close() {
        sender.close();
    }

    private void cycle() {
        for (SpawnRound round : rounds) {
            if (!share.isStopped()) {
                run(round);
            }
        }
        int left = engine.metrics(LOOK_PATIENCE).shards().stream()
                .mapToInt(ShardMetrics::agents)
                .sum();
        if (left != 0 || engine.find(NAME + 0).isPresent()) {
            throw new EngineFaultException(Sentence.AGENTS_LEFT, Quantity.count(left));
        }
    }

    private void run(SpawnRound round) {
        long heapBytes = round.isWeighed() ? Heap.collectBytes() : 0;
        long calledNs = clock.nanoTime();
        List<AgentRef> agents = spawn(round.agents());
        long spawnedNs = clock.nanoTime();
        callAll(agents);
        long readyNs = clock.nanoTime();
        if (round.isWeighed()) {
            round.weighed(Heap.collectBytes() - heapBytes);
        }
        long stoppingNs = clock.nanoTime();
        stopAll(agents);
        round.stopped(clock.nanoTime() - stoppingNs);
        round.spawned(spawnedNs - calledNs);
        round.ready(readyNs - spawnedNs);
        roll.end();
    }

    private List<AgentRef> spawn(int count) {
        return count == 1
                ? List.of(engine.spawn(NAME + 0, factory))
                : engine.spawnAll(count, i -> NAME + i, inTurn, i -> factory.get());
    }

    private void callAll(List<AgentRef> agents) {
        roll.begin(agents);
        long answersBefore = roll.handled();
        for (int i = 0; i < agents.size(); i++) {
            call(agents.get(i), i);
        }
        await(roll::handled, answersBefore + agents.size(), "handled their message");
    }

    private void call(AgentRef agent, int number) {
        message.sequence = told.get();
        message.target = number;
        message.type = Schedule.REQUEST;
        message.timeNs = clock.nanoTime();
        Offer offer;
        while ((offer = sender.tell(agent, message, codec, envelope)) != Offer.ACCEPTED) {
            if (offer != Offer.BACK_PRESSURED) {
                throw new EngineRefusedException(offer);
            }
            share.refused(pacer.nowNs());
            pacer.afterRefusal();
        }
        pacer.accepted();
        told.increment();
        accepted.increment();
    }

    private void stopAll(List<AgentRef> agents) {
        agents.forEach(engine::stop);
        ended += agents.size();
        await(roll::ended, ended, "been told of their end");
    }

    private void await(LongSupplier count, long expected, String what) {
        long untilNs = clock.nanoTime() + patienceNs;
        long seen;
        while ((seen = count.getAsLong()) < expected) {
            if (clock.nanoTime() - untilNs > 0) {
                throw new EngineFaultException(
                        Sentence.AGENTS_STUCK, what, Quantity.time(patienceNs), Quantity.count(expected - seen));
            }
            pacer.step(0);
        }
    }
}
