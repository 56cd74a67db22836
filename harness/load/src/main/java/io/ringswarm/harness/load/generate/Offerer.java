package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A producer that offers each message of a mix once, by itself, when it is due. What the engine refuses is counted and
 * dropped, so the engine never holds this producer up: whatever it does not send in time is its own fault. In a closed
 * loop it offers message after message.
 */
public final class Offerer implements Producer {
    /** Messages offered in one round at most: so many can go out after the deadline. */
    private static final int ROUND = 4096;

    private final int producer;
    private final int producers;
    private final int batch;
    private final AgentRef[] agents;
    private final Mix mix;
    private final Targets targets;
    private final Sender sender;
    private final OpenAsks asks;
    private final LoadMessage message;
    private final Envelope[] envelopes;
    private final boolean[] isAsk;
    private final long[][] nextSequence;
    private final LiveCount[] accepted;
    private final LiveCount[] refused;
    private final Pacer pacer;
    private final SampleRecorder sendDelays = new SampleRecorder();
    private long lateByItself;
    private long nextIndex;
    private volatile boolean stopped;

    /**
     * A producer that has offered nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it sends to
     * @param targets whom it sends to
     * @param mix of what
     * @param batch messages offered before it looks for answers
     * @param timeout of each ask
     */
    public Offerer(int producer, int producers, Engine engine, Targets targets, Mix mix, int batch, Duration timeout) {
        this.producer = producer;
        this.producers = producers;
        this.targets = targets;
        this.mix = mix;
        this.batch = batch;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock, Runtime.getRuntime().availableProcessors());
        agents = targets.agents().toArray(AgentRef[]::new);
        sender = engine.newSender();
        asks = new OpenAsks(sender, targets, clock, timeout, engine.config().maxAsksInFlight());
        message = new LoadMessage(targets.payloadBytes()).withNoise();
        List<Mix.Strand> strands = mix.strands();
        envelopes = new Envelope[strands.size()];
        isAsk = new boolean[strands.size()];
        nextSequence = new long[strands.size()][agents.length];
        accepted = new LiveCount[strands.size()];
        refused = new LiveCount[strands.size()];
        for (int strand = 0; strand < strands.size(); strand++) {
            envelopes[strand] = new Envelope().priority(strands.get(strand).priority());
            isAsk[strand] = strands.get(strand).ask();
            accepted[strand] = new LiveCount();
            refused[strand] = new LiveCount();
        }
    }

    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        nextIndex = producer;
        long nowNs = pacer.nowNs();
        boolean last = false;
        while (!last && !stopped && nextIndex < schedule.count()) {
            last = nowNs - deadlineNs >= 0;
            long dueNs = offerWhatIsDue(schedule, startNs, nowNs);
            asks.poll();
            nowNs = pacer.nowNs();
            if (dueNs - nowNs > 0) {
                pacer.step(asks.inFlight() > 0 ? 0 : dueNs - nowNs);
                nowNs = pacer.nowNs();
            }
        }
    }

    @Override
    public void closedLoop(long endNs) {
        nextIndex = producer;
        long nowNs = pacer.nowNs();
        while (!stopped && nowNs - endNs < 0) {
            for (int offered = 0; offered < batch; offered++) {
                offer(nextIndex, (int) (nextIndex % agents.length), Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs);
                nextIndex += producers;
            }
            asks.poll();
            nowNs = pacer.nowNs();
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
        for (int strand = 0; strand < accepted.length; strand++) {
            accepted[strand].reset();
            refused[strand].reset();
        }
        lateByItself = 0;
        nextIndex = 0;
        sendDelays.reset();
    }

    @Override
    public long accepted() {
        return sum(accepted);
    }

    @Override
    public long refused() {
        return sum(refused);
    }

    @Override
    public long dropped() {
        return sum(refused);
    }

    @Override
    public long lateByItself() {
        return lateByItself;
    }

    @Override
    public long negativeDelays() {
        return sendDelays.negative();
    }

    /** All of them: nothing that the engine does keeps this producer from offering. */
    @Override
    public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        long end = schedule.dueBefore(elapsedNs);
        return nextIndex < end ? (end - nextIndex + producers - 1) / producers : 0;
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

    /**
     * Messages of one strand that the engine accepted in this phase.
     *
     * @param strand its number
     */
    public long accepted(int strand) {
        return accepted[strand].get();
    }

    /**
     * Messages of one strand that the engine refused in this phase.
     *
     * @param strand its number
     */
    public long refused(int strand) {
        return refused[strand].get();
    }

    @Override
    public void close() {
        sender.close();
    }

    /** One round. Answers when the next message is due, which is past when there are more. */
    private long offerWhatIsDue(Schedule schedule, long startNs, long nowNs) {
        long dueNs = nowNs;
        for (int offered = 1; offered <= ROUND && nextIndex < schedule.count(); offered++) {
            dueNs = startNs + schedule.dueNs(nextIndex);
            if (dueNs - nowNs > 0) {
                return dueNs;
            }
            int agent = (int) (schedule.agent(nextIndex) % agents.length);
            if (offer(nextIndex, agent, schedule.type(nextIndex), dueNs, dueNs)) {
                recordDelay(pacer.nowNs() - dueNs);
            }
            nextIndex += producers;
            if (offered % batch == 0) {
                asks.poll();
            }
        }
        return dueNs;
    }

    private boolean offer(long index, int agent, int type, long envelopeDueNs, long dueNs) {
        int strand = mix.strandOf(index);
        message.sequence = nextSequence[strand][agent];
        message.source = producer * envelopes.length + strand;
        message.target = agent;
        message.type = type;
        message.timeNs = dueNs;
        Envelope envelope = envelopes[strand].dueNs(envelopeDueNs);
        Offer offer = isAsk[strand]
                ? asks.ask(agents[agent], message, envelope, dueNs)
                : sender.tell(agents[agent], message, targets.codec(), envelope);
        if (offer == Offer.ACCEPTED) {
            nextSequence[strand][agent]++;
            accepted[strand].increment();
            return true;
        }
        if (offer != Offer.BACK_PRESSURED) {
            throw new EngineRefusedException(offer);
        }
        refused[strand].increment();
        return false;
    }

    private void recordDelay(long delayNs) {
        sendDelays.record(delayNs);
        if (delayNs > LATE_NS) {
            lateByItself++;
        }
    }

    private static long sum(LiveCount[] counts) {
        long sum = 0;
        for (LiveCount count : counts) {
            sum += count.get();
        }
        return sum;
    }
}
