package io.ringswarm.engine.work;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.work.wire.Submission;
import io.ringswarm.engine.work.wire.SubmissionCodec;
import java.time.Duration;
import java.util.Objects;

/**
 * Submits tasks for one thread or one agent, without allocating in steady state. What is not accepted has ended as rejected,
 * and was counted so; nobody else is told. Confined to its thread, or to its agent's calls.
 */
public final class Submitter implements AutoCloseable {
    /** How much longer than the task lives its end is waited for: the desk always tells. */
    private static final long GRACE_NS = Duration.ofSeconds(30).toNanos();

    private final Work work;
    private final Sender sender;
    private final AgentContext agent;
    private final Submission submission = new Submission();
    private final Envelope envelope = new Envelope();
    private long lastTaskId;
    private long lastPatienceNs = -1;
    private Duration lastPatience = Duration.ZERO;

    Submitter(Work work, Sender sender, AgentContext agent) {
        this.work = work;
        this.sender = sender;
        this.agent = agent;
    }

    /**
     * Submits a task whose end is to be heard of.
     *
     * @param kind of what kind
     * @param payload what of; encoded during the call
     * @param options how
     * @param onEnd is told, by {@link TaskKind#onEnd}; the same one may serve many tasks
     * @param <P> the payload's type
     * @return {@link Offer#ACCEPTED}; else why it was rejected: {@link Offer#BACK_PRESSURED} also when as many tasks as the
     *     engine's {@code maxAsksInFlight} are waited for
     * @throws IllegalArgumentException when the kind is another work's, or there is no semaphore of a name that the task {@linkplain
     *     TaskOptions#holds holds}; it was not submitted then
     * @throws NullPointerException when there is no handler
     */
    public <P> Offer submit(TaskKind<P, ?> kind, P payload, TaskOptions options, ReplyHandler onEnd) {
        return offer(kind, payload, options, Objects.requireNonNull(onEnd, "onEnd"), false);
    }

    /**
     * Submits a task whose end comes to an agent as a message, to be read by {@link EndReader#read}; to a thread it does not
     * come at all, and is only counted.
     *
     * @param kind of what kind
     * @param payload what of; encoded during the call
     * @param options how
     * @param <P> the payload's type
     * @return {@link Offer#ACCEPTED}; else why it was rejected
     * @throws IllegalArgumentException when the kind is another work's, or there is no semaphore of a name that the task {@linkplain
     *     TaskOptions#holds holds}; it was not submitted then
     */
    public <P> Offer tell(TaskKind<P, ?> kind, P payload, TaskOptions options) {
        return offer(kind, payload, options, null, false);
    }

    /**
     * As {@link #tell}, but it waits for {@link #flush}, so that many go at once. For threads only.
     *
     * @param kind of what kind
     * @param payload what of; encoded during the call
     * @param options how
     * @param <P> the payload's type
     * @return {@link Offer#STAGED}; else why it was rejected
     * @throws IllegalArgumentException when the kind is another work's, or there is no semaphore of a name that the task {@linkplain
     *     TaskOptions#holds holds}; it was not submitted then
     * @throws IllegalStateException when it belongs to an agent, whose sends go together anyway
     */
    public <P> Offer stage(TaskKind<P, ?> kind, P payload, TaskOptions options) {
        requireSender();
        return offer(kind, payload, options, null, true);
    }

    private <P> Offer offer(TaskKind<P, ?> kind, P payload, TaskOptions options, ReplyHandler onEnd, boolean staged) {
        EndReason fault = work.fill(submission, kind, options, lastTaskId = work.nextTaskId());
        if (fault != null) {
            return reject(fault, Offer.NO_SUCH_AGENT);
        }
        submission.payload(payload, kind.payloadCodec());
        envelope.priority(options.priority()).traceId(options.traceId());
        Offer offer;
        try {
            offer = onEnd == null ? send(staged) : ask(options, onEnd);
        } catch (RuntimeException | Error e) {
            work.door().reject(EndReason.PAYLOAD_CODEC);
            throw e;
        }
        return switch (offer) {
            case ACCEPTED, STAGED -> offer;
            case BACK_PRESSURED -> reject(EndReason.BACK_PRESSURED, offer);
            case TOO_LARGE -> reject(EndReason.TOO_LARGE, offer);
            default -> reject(EndReason.CLOSED, offer);
        };
    }

    private Offer reject(EndReason reason, Offer offer) {
        work.door().reject(reason);
        return offer;
    }

    private Offer send(boolean staged) {
        if (agent != null) {
            return agent.send(work.desk(), submission, SubmissionCodec.CODEC, envelope);
        }
        return staged
                ? sender.stage(work.desk(), submission, SubmissionCodec.CODEC, envelope)
                : sender.tell(work.desk(), submission, SubmissionCodec.CODEC, envelope);
    }

    private Offer ask(TaskOptions options, ReplyHandler onEnd) {
        long patienceNs = patienceNs(options.lifetimeNs());
        if (patienceNs != lastPatienceNs) {
            lastPatienceNs = patienceNs;
            lastPatience = Duration.ofNanos(patienceNs);
        }
        return agent != null
                ? agent.ask(work.desk(), submission, SubmissionCodec.CODEC, envelope, lastPatience, onEnd)
                : sender.ask(work.desk(), submission, SubmissionCodec.CODEC, envelope, lastPatience, onEnd);
    }

    static long patienceNs(long lifetimeNs) {
        return Math.max(0, lifetimeNs) + GRACE_NS;
    }

    /**
     * Publishes what was staged.
     *
     * @return as {@link Sender#flush()}
     * @throws IllegalStateException when it belongs to an agent
     */
    public int flush() {
        requireSender();
        return sender.flush();
    }

    /**
     * Tells handlers of tasks that have ended.
     *
     * @return how many
     * @throws Exception what a handler threw
     * @throws IllegalStateException when it belongs to an agent, which is told by itself
     */
    public int poll() throws Exception {
        requireSender();
        return sender.poll();
    }

    /**
     * The number of the task that was submitted last, accepted or not.
     *
     * @return 0 before the first
     */
    public long lastTaskId() {
        return lastTaskId;
    }

    private void requireSender() {
        if (sender == null) {
            throw new IllegalStateException(
                    "this submitter belongs to an agent (expected: one of Work.newSubmitter())");
        }
    }

    /**
     * Gives back what it holds. What is staged and was not {@linkplain #flush() flushed} was never submitted, and is dropped; ends that
     * it waits for are not told. Does nothing for an agent's.
     */
    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
