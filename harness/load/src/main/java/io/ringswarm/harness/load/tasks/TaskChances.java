package io.ringswarm.harness.load.tasks;

import io.ringswarm.harness.load.scenario.WorkSettings;

/**
 * What befalls attempts at tasks, by chance: the same for the same seed, task and attempt, whoever has it in hand. Does not change;
 * threads may share it.
 */
final class TaskChances {
    private static final double UNIT = 0x1.0p-53;
    private static final int UNUSED_BITS = Long.SIZE - 53;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final WorkSettings settings;

    TaskChances(long seed, WorkSettings settings) {
        this.seed = seed;
        this.settings = settings;
    }

    /** What an attempt comes to. */
    enum Fate {
        /** Its result. */
        DONE,
        /** Its worker throws. */
        THROWN,
        /** Its worker says nothing. */
        SILENT
    }

    /** What such an attempt comes to. */
    Fate of(long taskId, int attempt) {
        double drawn = draw(taskId, attempt);
        if (drawn < settings.throwShare()) {
            return Fate.THROWN;
        }
        return drawn < settings.throwShare() + settings.neverAnswerShare() ? Fate.SILENT : Fate.DONE;
    }

    /** Whether a task may be tried again. */
    boolean isIdempotent(long taskId) {
        return draw(taskId, 0) < settings.idempotentShare();
    }

    private double draw(long taskId, int attempt) {
        return (mixed(mixed(seed + taskId * GOLDEN_GAMMA) + attempt) >>> UNUSED_BITS) * UNIT;
    }

    /** Variant 13 of D. Stafford, "Better Bit Mixing", 2011. */
    private static long mixed(long value) {
        long bits = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
