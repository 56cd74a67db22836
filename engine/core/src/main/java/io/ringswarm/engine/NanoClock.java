package io.ringswarm.engine;

/** The engine's only source of time. */
@FunctionalInterface
public interface NanoClock {
    /** {@link System#nanoTime()}. */
    NanoClock SYSTEM = System::nanoTime;

    /**
     * Reads the clock. Called by any thread; never goes backwards.
     *
     * @return ns since an arbitrary origin
     */
    long nanoTime();
}
