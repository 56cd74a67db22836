package io.ringswarm.engine.micrometer;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.metrics.EngineMetrics;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks the engine when the last answer is too old. Any thread; of those that come at the same time one asks, the others wait. */
final class Snapshots {
    private final Supplier<EngineMetrics> engine;
    private final NanoClock clock;
    private final long maxAgeNs;
    private final Consumer<Snapshot> onNews;
    private final Object asking = new Object();
    private volatile Snapshot last;

    /**
     * Has asked nothing yet.
     *
     * @param engine asks it
     * @param clock the engine's
     * @param maxAge from when on an answer is too old
     * @param onNews told of each answer, by the thread that has asked, which then holds no lock of this class: it may
     *     register meters, and a registry may read a meter while it holds a lock of its own
     */
    Snapshots(Supplier<EngineMetrics> engine, NanoClock clock, Duration maxAge, Consumer<Snapshot> onNews) {
        this.engine = engine;
        this.clock = clock;
        maxAgeNs = maxAge.toNanos();
        this.onNews = onNews;
    }

    Snapshot latest() {
        Snapshot known = last;
        if (isFresh(known)) {
            return known;
        }
        Snapshot news;
        synchronized (asking) {
            if (isFresh(last)) {
                return last;
            }
            news = Snapshot.of(engine.get());
            last = news;
        }
        onNews.accept(news);
        return news;
    }

    private boolean isFresh(Snapshot snapshot) {
        return snapshot != null && clock.nanoTime() - snapshot.metrics().atNs() < maxAgeNs;
    }
}
