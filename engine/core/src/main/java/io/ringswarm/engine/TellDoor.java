package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends senders to threads that have none of their own: each call takes one out of a pool, or makes one when all are in
 * use, and puts it back. No lock is held while a codec runs, so a codec may block or come back here. Any thread, virtual
 * ones too.
 *
 * <p>A message is published before the call returns, so what a thread sends keeps its order, whichever sender it gets.
 */
final class TellDoor {
    private static final int POOLED = 2 * Runtime.getRuntime().availableProcessors();

    private final Supplier<Sender> newSender;
    private final AtomicReferenceArray<Sender> pool = new AtomicReferenceArray<>(POOLED);

    TellDoor(Supplier<Sender> newSender) {
        this.newSender = newSender;
    }

    <T> Offer tell(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        Sender sender = take();
        try {
            return envelope == null ? sender.tell(target, value, codec) : sender.tell(target, value, codec, envelope);
        } finally {
            putBack(sender);
        }
    }

    private Sender take() {
        for (int i = 0; i < POOLED; i++) {
            if (pool.getOpaque(i) != null) {
                Sender sender = pool.getAndSet(i, null);
                if (sender != null) {
                    return sender;
                }
            }
        }
        return newSender.get();
    }

    private void putBack(Sender sender) {
        for (int i = 0; i < POOLED; i++) {
            if (pool.getOpaque(i) == null && pool.compareAndSet(i, null, sender)) {
                return;
            }
        }
        sender.close();
    }
}
