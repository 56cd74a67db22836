package io.ringswarm.engine.work.profile;

import java.util.Arrays;

/**
 * Sums of the tasks that ended, kind by kind. Times are kept as logarithms, as the times of tasks are skewed to the right
 * and their logarithms much less so. Two such sums may be subtracted from each other: that leaves the tasks of all others.
 *
 * <p>32 bytes a kind, up to the highest kind seen and at most twice that. Confined to one thread; allocates only when a
 * kind is new.
 */
final class KindSums {
    private static final int FIRST_KINDS = 4;

    private long[] ended = new long[0];
    private long[] succeeded = new long[0];
    private double[] logs = new double[0];
    private double[] squaredLogs = new double[0];

    void add(int kind, double logNs, boolean success) {
        if (kind >= ended.length) {
            grow(kind);
        }
        ended[kind]++;
        if (success) {
            succeeded[kind]++;
            logs[kind] += logNs;
            squaredLogs[kind] += logNs * logNs;
        }
    }

    private void grow(int kind) {
        if (kind < 0) {
            throw new IllegalArgumentException("kind=" + kind + " (expected: 0 and up)");
        }
        int kinds = Math.max(FIRST_KINDS, Math.max(kind + 1, 2 * ended.length));
        ended = Arrays.copyOf(ended, kinds);
        succeeded = Arrays.copyOf(succeeded, kinds);
        logs = Arrays.copyOf(logs, kinds);
        squaredLogs = Arrays.copyOf(squaredLogs, kinds);
    }

    /** One more than the highest kind there is room for. */
    int kinds() {
        return ended.length;
    }

    long ended(int kind) {
        return kind < ended.length ? ended[kind] : 0;
    }

    long succeeded(int kind) {
        return kind < ended.length ? succeeded[kind] : 0;
    }

    double logs(int kind) {
        return kind < ended.length ? logs[kind] : 0;
    }

    double squaredLogs(int kind) {
        return kind < ended.length ? squaredLogs[kind] : 0;
    }
}
