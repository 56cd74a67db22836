package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.workload.ArrivalCheck;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;

/**
 * The asks of one producer: notes each when it is accepted, checks that it ends once and that an answer is one to its own
 * question, and times it from when it was due to its end. Allocates nothing. Confined to the producer's thread; counts,
 * check and recorder are for others, too.
 */
public final class OpenAsks implements ReplyHandler {
    private static final int INDEX_BITS = Integer.SIZE;

    private final Sender sender;
    private final BodyCodec<LoadMessage> codec;
    private final NanoClock clock;
    private final Duration timeout;
    private final LoadMessage answer;
    private final ArrivalCheck check;
    private final SampleRecorder ends = SampleRecorder.ofResponses();
    private final LiveCount started = new LiveCount();
    private final LiveCount[] outcomes = new LiveCount[AskOutcome.values().length];
    private final LiveCount strays = new LiveCount();
    private final long[] dueNs;
    private final long[] sequences;
    private final int[] agents;
    private final int[] uses;
    private final boolean[] open;
    private final int[] free;
    private int freeCount;

    /**
     * Nothing has been asked.
     *
     * @param sender of the producer; its replies come by {@link Sender#poll()}
     * @param targets whom it asks
     * @param clock the engine's
     * @param timeout of each ask
     * @param most asks under way at a time, the engine's limit
     */
    OpenAsks(Sender sender, Targets targets, NanoClock clock, Duration timeout, int most) {
        this.sender = sender;
        this.clock = clock;
        this.timeout = timeout;
        codec = targets.codec();
        answer = new LoadMessage(targets.payloadBytes());
        check = new ArrivalCheck(targets.agents().size());
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = new LiveCount();
        }
        dueNs = new long[most];
        sequences = new long[most];
        agents = new int[most];
        uses = new int[most];
        open = new boolean[most];
        free = new int[most];
        while (freeCount < most) {
            free[freeCount] = freeCount++;
        }
    }

    /**
     * Asks.
     *
     * @param target who is to answer
     * @param question its target is the agent's number
     * @param envelope the rest; its correlation id is set here
     * @param due when it was due, ns of the engine's clock
     * @return what the engine says
     */
    Offer ask(AgentRef target, LoadMessage question, Envelope envelope, long due) {
        int index = freeCount > 0 ? free[freeCount - 1] : 0; // without room the engine has none, either
        long id = (long) uses[index] << INDEX_BITS | index;
        Offer offer = sender.ask(target, question, codec, envelope.correlationId(id), timeout, this);
        if (offer == Offer.ACCEPTED) {
            freeCount--;
            open[index] = true;
            dueNs[index] = due;
            sequences[index] = question.sequence;
            agents[index] = question.target;
            started.increment();
        }
        return offer;
    }

    @Override
    public void onReply(AskOutcome outcome, Message reply) {
        int index = (int) reply.correlationId();
        if (!open[index] || uses[index] != (int) (reply.correlationId() >>> INDEX_BITS)) {
            strays.increment();
            return;
        }
        ends.record(dueNs[index], clock.nanoTime());
        if (outcome == AskOutcome.ANSWERED) {
            checkAnswer(reply, index);
        }
        outcomes[outcome.ordinal()].increment();
        open[index] = false;
        uses[index]++;
        free[freeCount++] = index;
    }

    /** Tells of the asks that have ended since the last call. Never waits. */
    int poll() {
        try {
            return sender.poll();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("this handler throws no such thing", e);
        }
    }

    /** Waits until all have ended, which their time limit sees to. Keeps looking, so as to time each end when it comes. */
    void await() {
        while (inFlight() > 0) {
            if (poll() == 0) {
                Thread.yield();
            }
        }
    }

    /** Asks under way. */
    int inFlight() {
        return free.length - freeCount;
    }

    /** Asks that the engine accepted. */
    public long started() {
        return started.get();
    }

    /**
     * Asks that have ended in one way.
     *
     * @param outcome which
     */
    public long ended(AskOutcome outcome) {
        return outcomes[outcome.ordinal()].get();
    }

    /** Ends of no ask that was under way, and answers that belong to another question. */
    public long strays() {
        return strays.get();
    }

    /** In which order the answers of each agent came. */
    public ArrivalCheck check() {
        return check;
    }

    /** From when each ask was due to its end. */
    public SampleRecorder ends() {
        return ends;
    }

    private void checkAnswer(Message reply, int index) {
        reply.read(codec, answer);
        if (answer.sequence != sequences[index] || answer.target != agents[index]) {
            strays.increment();
        } else {
            check.arrived(answer.target, answer.sequence);
        }
    }
}
