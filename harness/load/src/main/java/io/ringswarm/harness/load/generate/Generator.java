package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LiveCount;
import java.util.List;

/**
 * A producer that offers what the engine refuses again. In an open loop it sends each message when it is due: on time one,
 * behind the schedule all that is due as one batch. In a closed loop it sends batch after batch.
 *
 * <p>It is blocked from when the engine refuses something, a message to be staged or a part of a flush, until the engine
 * takes all that it is offered. In an open loop this tells its own lateness from what it waited for the engine: a lag is
 * its own as far as the time it was blocked since it was last on time does not explain it.
 */
public final class Generator implements Producer {
    private final Share share;
    private final int firstAgent;
    private final int agentStride;
    private final AgentRef[] agents;
    private final ShardLane[] lanes;
    private final ShardLane[] laneOfAgent;
    private final Stager stager;
    private final Envelope envelope = new Envelope();
    private final long[] nextSequence;
    private final Pacer pacer;
    private final LiveCount accepted = new LiveCount();
    private long acceptedBefore;
    private int staged;
    private boolean stageRefused;

    /**
     * A producer of the harness's own messages that has sent nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it sends to
     * @param targets whom it sends to
     * @param batch most messages staged for one shard
     */
    public Generator(int producer, int producers, Engine engine, Targets targets, int batch) {
        this(producer, producers, engine, targets.agents(), new LoadMessages(producer, targets), batch);
    }

    /**
     * A producer that has sent nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it sends to
     * @param targets whom it sends to, by number; agents of that engine, no routers
     * @param stager makes the messages
     * @param batch most messages staged for one shard
     */
    public Generator(int producer, int producers, Engine engine, List<AgentRef> targets, Stager stager, int batch) {
        share = new Share(producer, producers);
        pacer = new Pacer(engine.config().clock());
        agents = targets.toArray(AgentRef[]::new);
        firstAgent = producer % agents.length;
        agentStride = producers % agents.length;
        this.stager = stager;
        nextSequence = new long[agents.length];
        lanes = new ShardLane[engine.config().shards()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new ShardLane(engine, batch);
        }
        laneOfAgent = new ShardLane[agents.length];
        for (int agent = 0; agent < agents.length; agent++) {
            laneOfAgent[agent] = lanes[AgentAddress.shard(agents[agent].address())];
        }
    }

    @Override
    public Share share() {
        return share;
    }

    /** The last round sends one batch at most. */
    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        share.begin();
        long nowNs = pacer.nowNs();
        boolean last = false;
        try {
            while (!last && !share.isStopped() && (share.index() < schedule.count() || staged > 0)) {
                last = nowNs - deadlineNs >= 0;
                if (share.isExcused()) {
                    share.limitExcuse(nowNs - oldestDueNs(schedule, startNs, nowNs), nowNs);
                }
                long dueNs = stageWhatIsDue(schedule, startNs, nowNs);
                if (staged > 0 || stageRefused) {
                    nowNs = flush(true);
                } else if (share.index() < schedule.count()) {
                    pacer.step(dueNs - nowNs);
                    nowNs = pacer.nowNs();
                }
            }
        } finally {
            share.unblocked(nowNs);
        }
    }

    @Override
    public void closedLoop(long endNs) {
        int agent = firstAgent;
        long nowNs = pacer.nowNs();
        while (!share.isStopped() && nowNs - endNs < 0) {
            while (stage(agent, Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs)) {
                agent += agentStride;
                if (agent >= agents.length) {
                    agent -= agents.length;
                }
            }
            nowNs = flush(false);
        }
    }

    @Override
    public boolean drain(long untilNs) {
        while (staged > 0 && pacer.nowNs() - untilNs < 0) {
            flush(false);
        }
        return staged == 0;
    }

    @Override
    public void reset() {
        share.reset();
        acceptedBefore += accepted.get();
        accepted.reset();
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    /** Messages that the engine accepted in all phases. Between phases, or once they are over. */
    public long acceptedInAll() {
        return acceptedBefore + accepted.get();
    }

    /** Those due within the lag at the end that is the generator's own. */
    @Override
    public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        long endNs = startNs + elapsedNs;
        long ownNs = share.ownNs(endNs - oldestDueNs(schedule, startNs, endNs), endNs);
        if (ownNs == 0) {
            return 0;
        }
        long count = 0;
        for (ShardLane lane : lanes) {
            count += lane.countStagedFrom(endNs - ownNs);
        }
        return count + share.unsentWithin(schedule, elapsedNs, ownNs);
    }

    @Override
    public void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, UnsentListener listener) {
        for (ShardLane lane : lanes) {
            lane.forEachStagedDueNs(
                    due -> listener.unsent(UnsentListener.UNKNOWN, Math.max(0, startNs + elapsedNs - due)));
        }
        share.forEachUnsent(schedule, elapsedNs, listener);
    }

    @Override
    public void close() {
        for (ShardLane lane : lanes) {
            lane.close();
        }
    }

    /** Answers when the first message that is left is due; some other time when there is none. */
    private long stageWhatIsDue(Schedule schedule, long startNs, long nowNs) {
        long count = schedule.count();
        long dueNs = nowNs;
        long index;
        while ((index = share.index()) < count
                && (dueNs = startNs + schedule.dueNs(index)) - nowNs <= 0
                && stage((int) (schedule.agent(index) % agents.length), schedule.type(index), dueNs, dueNs)) {
            share.advance();
        }
        return dueNs;
    }

    private boolean stage(int agent, int type, long dueNs, long timeNs) {
        ShardLane lane = laneOfAgent[agent];
        if (lane.isFull()) {
            return false;
        }
        if (!lane.stage(stager, agents[agent], agent, nextSequence[agent], type, timeNs, envelope.dueNs(dueNs))) {
            stageRefused = lane.lacksBuffersOfEngine();
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
        accepted.add(flushed);
        if (staged > 0 || stageRefused) {
            stageRefused = false;
            share.refused(pacer.nowNs());
            if (flushed > 0) {
                pacer.accepted();
            }
            return pacer.afterRefusal();
        }
        pacer.accepted();
        nowNs = recordsDelay && flushed > 0 ? nowNs : pacer.nowNs();
        share.unblocked(nowNs);
        return nowNs;
    }

    private void recordDelays(ShardLane lane, int went, long sentNs) {
        for (int n = 0; n < went; n++) {
            share.sent(sentNs - lane.acceptedDueNs(n), sentNs);
        }
    }

    /** When the first message that is not accepted is due; some other time from now on when there is none. */
    private long oldestDueNs(Schedule schedule, long startNs, long nowNs) {
        long index = share.index();
        long oldestNs = index < schedule.count() ? startNs + schedule.dueNs(index) : nowNs;
        for (ShardLane lane : lanes) {
            if (lane.staged() > 0 && lane.acceptedDueNs(0) - oldestNs < 0) {
                oldestNs = lane.acceptedDueNs(0);
            }
        }
        return oldestNs;
    }
}
