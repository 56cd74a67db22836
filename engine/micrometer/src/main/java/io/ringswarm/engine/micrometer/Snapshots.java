package io.ringswarm.engine.micrometer;

import io.ringswarm.engine.NanoClock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Asks what is shown when the last answer is too old. Any thread; of those that come at the same time one asks, the others wait.
 *
 * @param <S> an answer, never changed
 */
final class Snapshots<S> {
    private final Supplier<S> source;
    private final ToLongFunction<S> atNs;
    private final NanoClock clock;
    private final long maxAgeNs;
    private final Consumer<S> onNews;
    private final Object asking = new Object();
    private volatile S last;

    /**
     * Has asked nothing yet.
     *
     * @param source asks
     * @param atNs of when an answer is, ns of the clock
     * @param clock the engine's
     * @param maxAge from when on an answer is too old
     * @param onNews told of each answer, by the thread that has asked, which then holds no lock of this class: it may
     *     register meters, and a registry may read a meter while it holds a lock of its own
     */
    Snapshots(Supplier<S> source, ToLongFunction<S> atNs, NanoClock clock, Duration maxAge, Consumer<S> onNews) {
        this.source = source;
        this.atNs = atNs;
        this.clock = clock;
        maxAgeNs = maxAge.toNanos();
        this.onNews = onNews;
    }

    S latest() {
        S known = last;
        if (isFresh(known)) {
            return known;
        }
        S news;
        synchronized (asking) {
            if (isFresh(last)) {
                return last;
            }
            news = source.get();
            last = news;
        }
        onNews.accept(news);
        return news;
    }

    private boolean isFresh(S snapshot) {
        return snapshot != null && clock.nanoTime() - atNs.applyAsLong(snapshot) < maxAgeNs;
    }
}
