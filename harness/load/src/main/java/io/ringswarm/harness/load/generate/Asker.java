package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;

/**
 * A producer that asks. In an open loop it asks each question when it is due, and again when the engine refuses it; in a
 * closed loop it keeps as many asks under way as a batch has. It looks for answers between its asks, and while any ask is
 * under way it does not sleep, so that an answer is timed when it comes.
 */
public final class Asker implements Producer {
    private final Share share;
    private final int batch;
    private final AgentRef[] agents;
    private final Sender sender;
    private final OpenAsks asks;
    private final LoadMessage question;
    private final Envelope envelope = new Envelope();
    private final long[] nextSequence;
    private final Pacer pacer;
    private long startedBefore;

    /**
     * A producer that has asked nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it asks
     * @param targets whom it asks
     * @param batch most questions asked before it looks for answers, and most asks under way in a closed loop
     * @param timeout of each ask
     */
    public Asker(int producer, int producers, Engine engine, Targets targets, int batch, Duration timeout) {
        share = new Share(producer, producers);
        this.batch = batch;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock);
        agents = targets.agents().toArray(AgentRef[]::new);
        sender = engine.newSender();
        asks = new OpenAsks(sender, targets, clock, timeout, engine.config().maxAsksInFlight());
        question = new LoadMessage(targets.payloadBytes()).withNoise();
        question.source = producer;
        nextSequence = new long[agents.length];
    }

    @Override
    public Share share() {
        return share;
    }

    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        share.begin();
        long nowNs = pacer.nowNs();
        boolean last = false;
        try {
            while (!last && share.isLeft(schedule)) {
                last = nowNs - deadlineNs >= 0;
                if (share.isExcused()) {
                    share.limitExcuse(nowNs - startNs - schedule.dueNs(share.index()), nowNs);
                }
                boolean refusal = askWhatIsDue(schedule, startNs, nowNs);
                asks.poll();
                long leftNs = share.index() < schedule.count() ? startNs + schedule.dueNs(share.index()) - nowNs : 0;
                nowNs = pause(refusal, leftNs);
            }
        } finally {
            share.unblocked(nowNs);
        }
    }

    @Override
    public void closedLoop(long endNs) {
        share.begin();
        long nowNs = pacer.nowNs();
        while (!share.isStopped() && nowNs - endNs < 0) {
            boolean refusal = false;
            while (!refusal && asks.inFlight() < batch) {
                int agent = (int) (share.index() % agents.length);
                refusal = !ask(agent, Schedule.REQUEST, Envelope.DUE_WHEN_SENT, pacer.nowNs());
                if (!refusal) {
                    share.advance();
                }
            }
            asks.poll();
            nowNs = pause(refusal, 0);
        }
    }

    @Override
    public void awaitAnswers() {
        asks.await();
    }

    @Override
    public void reset() {
        share.reset();
        startedBefore = asks.started();
    }

    @Override
    public long accepted() {
        return asks.started() - startedBefore;
    }

    /** How its asks ended. */
    public OpenAsks asks() {
        return asks;
    }

    @Override
    public void close() {
        sender.close();
    }

    /** Asks up to a batch of questions. Answers true when the engine refused one. */
    private boolean askWhatIsDue(Schedule schedule, long startNs, long nowNs) {
        long index;
        for (int asked = 0; asked < batch && (index = share.index()) < schedule.count(); asked++) {
            long dueNs = startNs + schedule.dueNs(index);
            if (dueNs - nowNs > 0) {
                return false;
            }
            int agent = (int) (schedule.agent(index) % agents.length);
            if (!ask(agent, schedule.type(index), dueNs, dueNs)) {
                return true;
            }
            long sentNs = pacer.nowNs();
            share.sent(sentNs - dueNs, sentNs);
            share.advance();
        }
        return false;
    }

    private boolean ask(int agent, int type, long envelopeDueNs, long dueNs) {
        question.sequence = nextSequence[agent];
        question.target = agent;
        question.type = type;
        question.timeNs = dueNs;
        Offer offer = asks.ask(agents[agent], question, envelope.dueNs(envelopeDueNs), dueNs);
        if (offer == Offer.ACCEPTED) {
            nextSequence[agent]++;
            return true;
        }
        if (offer != Offer.BACK_PRESSURED) {
            throw new EngineRefusedException(offer);
        }
        return false;
    }

    /** Waits a little before the next round, and answers the time after. */
    private long pause(boolean refusal, long leftNs) {
        if (refusal) {
            share.refused(pacer.nowNs());
            return pacer.afterRefusal();
        }
        pacer.accepted();
        if (asks.inFlight() > 0) {
            pacer.step(0);
        } else if (leftNs > 0) {
            pacer.step(leftNs);
        }
        long nowNs = pacer.nowNs();
        share.unblocked(nowNs);
        return nowNs;
    }
}
