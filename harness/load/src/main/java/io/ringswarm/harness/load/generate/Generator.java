package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * One producer. In an open loop it sends each message when it is due: on time one, behind the schedule all that is due as
 * one batch; a refused one again and again. In a closed loop it sends batch after batch. Allocates nothing once warm.
 *
 * <p>One thread at a time runs a phase; {@link #stop()} and {@link #takeSendDelays} may be called by any other one, the
 * rest between phases.
 */
public final class Generator implements AutoCloseable {
    private final int producer;
    private final int producers;
    private final AgentRef[] agents;
    private final ShardLane[] lanes;
    private final ShardLane[] laneOfAgent;
    private final BodyCodec<LoadMessage> codec;
    private final LoadMessage message;
    private final Envelope envelope = new Envelope();
    private final long[] nextSequence;
    private final Pacer pacer;
    private final SendDelays sendDelays = new SendDelays();
    private int staged;
    private int refusalsInARow;
    private long accepted;
    private long refused;
    private long nextIndex;
    private volatile boolean stopped;

    /**
     * A producer that has sent nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it sends to
     * @param targets whom it sends to
     * @param batch most messages staged for one shard
     */
    public Generator(int producer, int producers, Engine engine, Targets targets, int batch) {
        this.producer = producer;
        this.producers = producers;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock, Runtime.getRuntime().availableProcessors());
        agents = targets.agents().toArray(AgentRef[]::new);
        codec = targets.codec();
        message = new LoadMessage(targets.payloadBytes()).withNoise();
        message.source = producer;
        nextSequence = new long[agents.length];
        lanes = new ShardLane[targets.shards()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new ShardLane(engine, batch);
        }
        laneOfAgent = new ShardLane[agents.length];
        for (int agent = 0; agent < agents.length; agent++) {
            laneOfAgent[agent] = lanes[agent % lanes.length];
        }
    }

    /**
     * Sends this producer's share of a schedule. The deadline, the schedule's end, is looked at between rounds: one that
     * finds it passed is the last, and sends one batch at most.
     *
     * @param schedule what to send
     * @param startNs when it starts, of the engine's clock
     */
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        long count = schedule.count();
        long index = producer;
        long nowNs = pacer.nowNs();
        boolean last = false;
        try {
            while (!last && !stopped && (index < count || staged > 0)) {
                last = nowNs - deadlineNs >= 0;
                long dueNs = 0;
                while (index < count
                        && (dueNs = startNs + schedule.dueNs(index)) - nowNs <= 0
                        && stage((int) (schedule.agent(index) % agents.length), schedule.type(index), dueNs, dueNs)) {
                    index += producers;
                }
                if (staged > 0) {
                    nowNs = flush(true);
                } else if (index < count) {
                    pacer.step(dueNs - nowNs);
                    nowNs = pacer.nowNs();
                }
            }
        } finally {
            nextIndex = index;
        }
    }

    /**
     * Sends as fast as messages are accepted.
     *
     * @param endNs when to end, of the engine's clock
     */
    public void closedLoop(long endNs) {
        int agent = producer % agents.length;
        long nowNs = pacer.nowNs();
        while (!stopped && nowNs - endNs < 0) {
            while (stage(agent, Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs)) {
                agent += producers;
                while (agent >= agents.length) {
                    agent -= agents.length;
                }
            }
            nowNs = flush(false);
        }
    }

    /**
     * Sends what is still staged, after a phase that another one follows.
     *
     * @param untilNs when to give up, of the engine's clock
     * @return true when nothing is left
     */
    public boolean drain(long untilNs) {
        while (staged > 0 && pacer.nowNs() - untilNs < 0) {
            flush(false);
        }
        return staged == 0;
    }

    /** Ends the phase that is under way, soon. */
    public void stop() {
        stopped = true;
    }

    /** Makes ready for another phase: counts start from zero, the numbers of the messages go on. */
    public void reset() {
        stopped = false;
        accepted = 0;
        refused = 0;
        nextIndex = 0;
        sendDelays.reset();
    }

    /** Messages that the engine accepted in this phase. */
    public long accepted() {
        return accepted;
    }

    /** Send delays below zero in this phase, which only a clock that runs backwards gives. */
    public long negativeDelays() {
        return sendDelays.negative();
    }

    /** Flushes in this phase that the engine did not accept whole. */
    public long refused() {
        return refused;
    }

    /**
     * Goes through this producer's messages that were due and not accepted.
     *
     * @param schedule what was to be sent
     * @param elapsedNs the end of the phase, ns since its start
     * @param startNs its start, of the engine's clock
     * @param waitNs is told how long each had waited at the end
     */
    public void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, LongConsumer waitNs) {
        for (ShardLane lane : lanes) {
            lane.forEachStagedDueNs(due -> waitNs.accept(Math.max(0, startNs + elapsedNs - due)));
        }
        long end = schedule.dueBefore(elapsedNs);
        for (long index = nextIndex; index < end; index += producers) {
            waitNs.accept(elapsedNs - schedule.dueNs(index));
        }
    }

    /**
     * Moves the send delays recorded since the last call out of here.
     *
     * @param into takes them
     */
    public void takeSendDelays(Histogram into) {
        sendDelays.take(into);
    }

    @Override
    public void close() {
        for (ShardLane lane : lanes) {
            lane.close();
        }
    }

    private boolean stage(int agent, int type, long dueNs, long timeNs) {
        ShardLane lane = laneOfAgent[agent];
        if (lane.isFull()) {
            return false;
        }
        message.sequence = nextSequence[agent];
        message.target = agent;
        message.type = type;
        message.timeNs = timeNs;
        if (!lane.stage(agents[agent], message, codec, envelope.dueNs(dueNs), dueNs)) {
            return false;
        }
        nextSequence[agent]++;
        staged++;
        return true;
    }

    /** Offers what is staged, and answers the time after. */
    private long flush(boolean recordsDelay) {
        int flushed = 0;
        long nowNs = 0;
        for (ShardLane lane : lanes) {
            int went = lane.flush();
            if (went > 0) {
                if (recordsDelay) {
                    nowNs = pacer.nowNs();
                    recordDelays(lane, went, nowNs);
                }
                lane.remove(went);
                flushed += went;
            }
        }
        staged -= flushed;
        accepted += flushed;
        if (staged > 0) {
            refused++;
            refusalsInARow = flushed > 0 ? 0 : refusalsInARow + 1;
            pacer.afterRefusal(refusalsInARow);
            return pacer.nowNs();
        }
        refusalsInARow = 0;
        return recordsDelay && flushed > 0 ? nowNs : pacer.nowNs();
    }

    private void recordDelays(ShardLane lane, int went, long sentNs) {
        for (int n = 0; n < went; n++) {
            sendDelays.record(sentNs - lane.acceptedDueNs(n));
        }
    }
}
