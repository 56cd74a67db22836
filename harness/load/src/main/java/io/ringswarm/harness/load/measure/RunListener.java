package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.run.Interval;

/** Hears how a run goes. Called by the run's threads, one call at a time; must return soon. What is not implemented is not heard. */
public interface RunListener {
    /** The engine has been launched. */
    default void launched(long launchNs) {}

    /** The warm-up begins. */
    default void warmingUp() {}

    /** The measured part begins. */
    default void measuring(long durationNs) {}

    /** A second of it has ended. */
    default void second(Interval interval) {}

    /** Nothing more is sent; what is left is waited for. */
    default void draining() {}

    /** One that does not listen. */
    static RunListener silent() {
        return new RunListener() {};
    }
}
