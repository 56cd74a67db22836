package io.ringswarm.engine.micrometer;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.profile.WorkerProfile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the workers of a work are like, as its desk has said last. Any thread; no method waits. */
final class WorkProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(WorkProfiles.class);
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Answer(List<WorkerProfile> profiles, long askedNs) {}

    private final Work work;
    private final NanoClock clock;
    private final Consumer<List<WorkerProfile>> onNews;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicInteger untold = new AtomicInteger();
    private volatile Answer last;

    /**
     * Has asked nothing yet.
     *
     * @param work asked
     * @param onNews told of answers, by one thread at a time
     */
    WorkProfiles(Work work, Consumer<List<WorkerProfile>> onNews) {
        this.work = work;
        this.onNews = onNews;
        clock = work.engine().config().clock();
    }

    /** Asks, unless an answer is still to come. */
    void ask() {
        if (asking.compareAndSet(false, true)) {
            boolean asked = false;
            try {
                long askedNs = clock.nanoTime();
                work.profiles().thenAccept(profiles -> {
                    last = new Answer(profiles, askedNs);
                    asking.set(false);
                    tell();
                });
                asked = true;
            } finally {
                if (!asked) {
                    asking.set(false);
                }
            }
        }
    }

    /**
     * Tells the last answer again. Of threads that come at the same time one tells and the others return, as a registry may hold a lock
     * for which the one waits; what is told last is the newest.
     */
    void tell() {
        if (last == null || untold.getAndIncrement() > 0) {
            return;
        }
        int told;
        do {
            told = untold.get();
            try {
                onNews.accept(last.profiles());
            } catch (RuntimeException | Error e) { // of a registry's listener or filter: nobody waits who could be told
                LOG.error("work={}: the meters of its workers are not as they should be", work.name(), e);
            }
        } while (untold.addAndGet(-told) > 0);
    }

    /** For how long at most the last answer has been out of date, s; NaN before the first one. */
    double ageSeconds() {
        Answer answer = last;
        return answer == null ? Double.NaN : (clock.nanoTime() - answer.askedNs()) / NS_PER_SECOND;
    }
}
