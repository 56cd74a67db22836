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
import java.time.Duration;
import java.util.List;

/**
 * A producer that offers each message of a mix once, by itself, when it is due. What the engine refuses is counted and
 * dropped, so the engine never holds this producer up: whatever it does not send in time is its own fault. In a closed
 * loop it offers message after message.
 */
public final class Offerer implements Producer {
    /** Messages offered in one round at most: so many can go out after the deadline. */
    private static final int ROUND = 4096;

    private final Share share;
    private final int firstSource;
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
        share = new Share(producer, producers);
        firstSource = producer * mix.strands().size();
        this.targets = targets;
        this.mix = mix;
        this.batch = batch;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock);
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
    public Share share() {
        return share;
    }

    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        share.begin();
        long nowNs = pacer.nowNs();
        boolean last = false;
        while (!last && share.isLeft(schedule)) {
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
        share.begin();
        long nowNs = pacer.nowNs();
        while (!share.isStopped() && nowNs - endNs < 0) {
            for (int offered = 0; offered < batch; offered++) {
                long index = share.index();
                offer(index, (int) (index % agents.length), Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs);
                share.advance();
            }
            asks.poll();
            nowNs = pacer.nowNs();
        }
    }

    @Override
    public void awaitAnswers() {
        asks.await();
    }

    @Override
    public void reset() {
        share.reset();
        for (int strand = 0; strand < accepted.length; strand++) {
            accepted[strand].reset();
            refused[strand].reset();
        }
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

    /** All of them: nothing that the engine does keeps this producer from offering. */
    @Override
    public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        return share.unsentWithin(schedule, elapsedNs, elapsedNs);
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
        long index;
        for (int offered = 1; offered <= ROUND && (index = share.index()) < schedule.count(); offered++) {
            dueNs = startNs + schedule.dueNs(index);
            if (dueNs - nowNs > 0) {
                return dueNs;
            }
            int agent = (int) (schedule.agent(index) % agents.length);
            if (offer(index, agent, schedule.type(index), dueNs, dueNs)) {
                long sentNs = pacer.nowNs();
                share.sent(sentNs - dueNs, sentNs);
            }
            share.advance();
            if (offered % batch == 0) {
                asks.poll();
            }
        }
        return dueNs;
    }

    private boolean offer(long index, int agent, int type, long envelopeDueNs, long dueNs) {
        int strand = mix.strandOf(index);
        message.sequence = nextSequence[strand][agent];
        message.source = firstSource + strand;
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

    private static long sum(LiveCount[] counts) {
        long sum = 0;
        for (LiveCount count : counts) {
            sum += count.get();
        }
        return sum;
    }
}
