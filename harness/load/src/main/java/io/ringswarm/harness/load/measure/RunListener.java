package io.ringswarm.harness.load.measure;

import io.ringswarm.reports.run.Interval;

/** Hears how a run goes. Called by the run's threads, one call at a time; must return soon. */
public interface RunListener {
    /** The engine has been launched. */
    void launched(long launchNs);

    /** The warm-up begins. */
    void warmingUp();

    /** The measured part begins. */
    void measuring(long durationNs);

    /** A second of it has ended. */
    void second(Interval interval);

    /** Nothing more is sent; what is left is waited for. */
    void draining();
}
