package io.ringswarm.engine;

import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How many agents with slow constructors are made at a time, so that what they open (connections, files, models) is not
 * asked for all at once. Not thread-safe; read once by each use.
 */
public final class SpawnWaves {
    private final int size;
    private Duration pause = Duration.ZERO;
    private Duration timeout = Duration.ofSeconds(30);
    private Executor executor = ForkJoinPool.commonPool();

    /**
     * Waves without a pause between them.
     *
     * @param size agents whose constructors run at a time at most; 1 and up
     * @throws IllegalArgumentException when it is not positive
     */
    public SpawnWaves(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size=" + size + " (expected: 1 or more)");
        }
        this.size = size;
    }

    /**
     * Sets how long to wait between the end of a wave and the next.
     *
     * @param pause zero or more; default zero
     * @return this
     * @throws IllegalArgumentException when it is negative
     */
    public SpawnWaves pause(Duration pause) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pause=" + pause + " (expected: zero or more)");
        }
        this.pause = pause;
        return this;
    }

    /**
     * Sets how long the constructors of a wave may take.
     *
     * @param timeout positive; default 30 s
     * @return this
     * @throws IllegalArgumentException when it is not positive
     */
    public SpawnWaves timeout(Duration timeout) {
        TimeLimit.positiveNs("timeout", timeout);
        this.timeout = timeout;
        return this;
    }

    /**
     * Sets what runs the constructors.
     *
     * @param executor default: the common pool
     * @return this
     */
    public SpawnWaves executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    int size() {
        return size;
    }

    Duration pause() {
        return pause;
    }

    Duration timeout() {
        return timeout;
    }

    Executor executor() {
        return executor;
    }
}
