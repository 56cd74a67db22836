package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * A producer that asks. In an open loop it asks each question when it is due, and again when the engine refuses it; in a
 * closed loop it keeps as many asks under way as a batch has. It looks for answers between its asks, and while any ask is
 * under way it does not sleep, so that an answer is timed when it comes.
 */
public final class Asker implements Producer {
    private final int producer;
    private final int producers;
    private final int batch;
    private final AgentRef[] agents;
    private final Sender sender;
    private final OpenAsks asks;
    private final LoadMessage question;
    private final Envelope envelope = new Envelope();
    private final long[] nextSequence;
    private final Pacer pacer;
    private final SampleRecorder sendDelays = new SampleRecorder();
    private final Excuse excuse = new Excuse();
    private int refusalsInARow;
    private long startedBefore;
    private long refused;
    private long lateByItself;
    private long nextIndex;
    private volatile boolean stopped;

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
        this.producer = producer;
        this.producers = producers;
        this.batch = batch;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock, Runtime.getRuntime().availableProcessors());
        agents = targets.agents().toArray(AgentRef[]::new);
        sender = engine.newSender();
        asks = new OpenAsks(sender, targets, clock, timeout, engine.config().maxAsksInFlight());
        question = new LoadMessage(targets.payloadBytes()).withNoise();
        question.source = producer;
        nextSequence = new long[agents.length];
    }

    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        nextIndex = producer;
        long nowNs = pacer.nowNs();
        boolean last = false;
        try {
            while (!last && !stopped && nextIndex < schedule.count()) {
                last = nowNs - deadlineNs >= 0;
                if (excuse.isGiven()) {
                    excuse.limit(nowNs - startNs - schedule.dueNs(nextIndex), nowNs);
                }
                boolean refusal = askWhatIsDue(schedule, startNs, nowNs);
                asks.poll();
                long leftNs = nextIndex < schedule.count() ? startNs + schedule.dueNs(nextIndex) - nowNs : 0;
                nowNs = pause(refusal, leftNs);
            }
        } finally {
            excuse.ended(nowNs);
        }
    }

    @Override
    public void closedLoop(long endNs) {
        int agent = producer % agents.length;
        long nowNs = pacer.nowNs();
        while (!stopped && nowNs - endNs < 0) {
            boolean refusal = false;
            while (!refusal && asks.inFlight() < batch) {
                refusal = !ask(agent, Schedule.REQUEST, Envelope.DUE_WHEN_SENT, pacer.nowNs());
                if (!refusal) {
                    agent = (int) (((long) agent + producers) % agents.length);
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

    /** Nothing is ever staged. */
    @Override
    public boolean drain(long untilNs) {
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void reset() {
        stopped = false;
        startedBefore = asks.started();
        refused = 0;
        lateByItself = 0;
        excuse.reset();
        nextIndex = 0;
        sendDelays.reset();
    }

    @Override
    public long accepted() {
        return asks.started() - startedBefore;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long lateByItself() {
        return lateByItself;
    }

    @Override
    public long negativeDelays() {
        return sendDelays.negative();
    }

    /** Those due within the lag at the end that is the producer's own. */
    @Override
    public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        long end = schedule.dueBefore(elapsedNs);
        if (nextIndex >= end) {
            return 0;
        }
        long ownNs = excuse.ownNs(elapsedNs - schedule.dueNs(nextIndex), startNs + elapsedNs);
        long from = Math.max(nextIndex, schedule.dueBefore(elapsedNs - ownNs));
        from += Math.floorMod(producer - from, producers);
        return ownNs > 0 && from < end ? (end - from + producers - 1) / producers : 0;
    }

    @Override
    public void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, UnsentListener listener) {
        long end = schedule.dueBefore(elapsedNs);
        for (long index = nextIndex; index < end; index += producers) {
            listener.unsent(index, elapsedNs - schedule.dueNs(index));
        }
    }

    @Override
    public void takeSendDelays(Histogram into) {
        sendDelays.take(into);
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
        for (int asked = 0; asked < batch && nextIndex < schedule.count(); asked++) {
            long dueNs = startNs + schedule.dueNs(nextIndex);
            if (dueNs - nowNs > 0) {
                return false;
            }
            int agent = (int) (schedule.agent(nextIndex) % agents.length);
            if (!ask(agent, schedule.type(nextIndex), dueNs, dueNs)) {
                return true;
            }
            recordDelay(dueNs);
            nextIndex += producers;
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
            refused++;
            excuse.refused(pacer.nowNs());
            pacer.afterRefusal(++refusalsInARow);
            return pacer.nowNs();
        }
        refusalsInARow = 0;
        if (asks.inFlight() > 0) {
            pacer.step(0);
        } else if (leftNs > 0) {
            pacer.step(leftNs);
        }
        long nowNs = pacer.nowNs();
        excuse.ended(nowNs);
        return nowNs;
    }

    private void recordDelay(long dueNs) {
        long sentNs = pacer.nowNs();
        long delayNs = sentNs - dueNs;
        sendDelays.record(delayNs);
        if (delayNs > LATE_NS && excuse.ownNs(delayNs, sentNs) > LATE_NS) {
            lateByItself++;
        }
    }
}
