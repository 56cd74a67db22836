package io.ringswarm.engine.delivery;

import io.ringswarm.engine.DeadLetterNote;
import io.ringswarm.engine.DeadLetterReason;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.LongAdder;

/**
 * Dead letters for those who watch an engine from outside its shards. A subscriber that falls behind loses the newest, which
 * are counted; a shard never waits for one. Any thread.
 */
public final class DeadLetterStream implements Flow.Publisher<DeadLetterNote>, AutoCloseable {
    /** Notes that wait for a subscriber at most. */
    public static final int BUFFER = 1024;

    private final SubmissionPublisher<DeadLetterNote> publisher;
    private final LongAdder dropped = new LongAdder();
    private volatile boolean used;

    /**
     * A stream without subscribers.
     *
     * @param executor calls the subscribers
     */
    public DeadLetterStream(Executor executor) {
        publisher = new SubmissionPublisher<>(executor, BUFFER);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super DeadLetterNote> subscriber) {
        publisher.subscribe(subscriber);
        used = true;
    }

    /**
     * How many notes found a subscriber's buffer full.
     *
     * @return notes, counted once for each such subscriber
     */
    public long dropped() {
        return dropped.sum();
    }

    /** Ends the stream: subscribers are told that it is complete. */
    @Override
    public void close() {
        publisher.close();
    }

    void add(MessageView message, DeadLetterReason reason, Throwable cause) {
        if (used && !publisher.isClosed()) {
            DeadLetterNote note = new DeadLetterNote(
                    reason,
                    message.targetAddress(),
                    message.sourceAddress(),
                    message.priority(),
                    message.templateId(),
                    message.correlationId(),
                    message.traceId(),
                    message.sentNs(),
                    cause);
            publisher.offer(note, (subscriber, lost) -> {
                dropped.increment();
                return false;
            });
        }
    }
}
