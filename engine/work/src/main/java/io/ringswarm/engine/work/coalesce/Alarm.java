package io.ringswarm.engine.work.coalesce;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has something done later; a coalescer's only source of time. */
@FunctionalInterface
public interface Alarm {
    /**
     * Has something done once, later, on another thread than the caller's. Any thread.
     *
     * @param delay from now; positive
     * @param action short, never waits
     * @return calls it off when run, if there is time; may be run at any time, by any thread, and more than once
     */
    Runnable after(Duration delay, Runnable action);

    /**
     * An alarm by a scheduler.
     *
     * @param scheduler one thread is enough; it remains the caller's, to be shut down after the coalescer
     * @return it
     */
    static Alarm on(ScheduledExecutorService scheduler) {
        return (delay, action) -> {
            Future<?> scheduled = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}
