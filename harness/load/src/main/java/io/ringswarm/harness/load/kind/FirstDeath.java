package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.DeadLetterListener;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Message;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what happened to the first dead letter, in words. Any thread. */
final class FirstDeath implements DeadLetterListener {
    private final AtomicReference<String> words = new AtomicReference<>();

    @Override
    public void onDeadLetter(Message message, DeadLetterReason reason, Throwable cause) {
        if (words.get() == null) {
            String name = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            words.compareAndSet(null, cause == null ? name : name + ", " + CustomCode.words(cause));
        }
    }

    /** The reason, and what was thrown; null when there is no dead letter. */
    String words() {
        return words.get();
    }
}
