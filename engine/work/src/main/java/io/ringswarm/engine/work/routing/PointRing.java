package io.ringswarm.engine.work.routing;

import io.ringswarm.engine.router.StableHash;
import java.util.Arrays;

/**
 * Workers on a circle of hashes, each at {@value #POINTS_OF_EACH} points that follow from its name alone, as in the routers
 * of agents: a key's worker stays the same over restarts, and changes for few keys when others come or go. Fewer points than
 * there, as the bound on each worker's load evens out their shares, and each group has a circle.
 *
 * <p>One that leaves keeps its points until a quarter of the workers have left, so coming back costs nothing. Points of
 * those that come are sorted in before the next choice, all at once, which takes O(n). Confined to the desk's thread;
 * allocates only when workers have come or gone.
 */
final class PointRing {
    /** How many points a worker has. */
    static final int POINTS_OF_EACH = 32;

    private static final int INDEX_BITS = 24;
    private static final long INDEX_MASK = (1 << INDEX_BITS) - 1;

    /** The upper 39 bits of a hash, then the worker's index: in the order of the hashes, and never negative. */
    private long[] points = {};

    /** By index: who is there now, and whose points are among {@link #points}. */
    private WorkerView[] present = {};

    private WorkerView[] drawn = {};
    private int size;
    private int undrawn;
    private int gone;

    void add(WorkerView worker) {
        int index = worker.index();
        if (index > INDEX_MASK) {
            throw new IllegalArgumentException("index=" + index + " (expected: at most " + INDEX_MASK + ")");
        }
        if (index >= present.length) {
            int length = Math.max(index + 1, present.length + (present.length >> 1));
            present = Arrays.copyOf(present, length);
            drawn = Arrays.copyOf(drawn, length);
        }
        if (drawn[index] != null) {
            gone--;
        }
        if (drawn[index] != worker) {
            undrawn++;
        }
        present[index] = worker;
        size++;
    }

    void remove(WorkerView worker) {
        int index = worker.index();
        if (drawn[index] != null) {
            gone++;
        }
        if (drawn[index] != worker) {
            undrawn--;
        }
        present[index] = null;
        size--;
    }

    /** Where a key lies: the first point that is not before its hash. */
    int find(long key) {
        if (undrawn > 0 || gone > size >> 2) {
            draw();
        }
        int found = Arrays.binarySearch(points, head(StableHash.mix(key)));
        int at = found >= 0 ? found : -found - 1;
        return at == points.length ? 0 : at;
    }

    /** Whose point is the one so many further round from another; null when its worker has left. */
    WorkerView at(int point, int further) {
        return present[(int) (points[(point + further) % points.length] & INDEX_MASK)];
    }

    int points() {
        return points.length;
    }

    private static long head(long hash) {
        return (hash & ~INDEX_MASK) >>> 1 & ~INDEX_MASK;
    }

    private void draw() {
        long[] fresh = new long[undrawn * POINTS_OF_EACH];
        int count = 0;
        for (int index = 0; index < present.length && count < fresh.length; index++) {
            if (present[index] != null && present[index] != drawn[index]) {
                long hash = StableHash.of(present[index].name());
                for (int i = 0; i < POINTS_OF_EACH; i++) {
                    fresh[count++] = head(StableHash.mix(hash + i)) | index;
                }
            }
        }
        Arrays.sort(fresh);
        points = merged(fresh);
        System.arraycopy(present, 0, drawn, 0, present.length);
        undrawn = 0;
        gone = 0;
    }

    private long[] merged(long[] fresh) {
        long[] merged = new long[size * POINTS_OF_EACH];
        int from = 0;
        int to = 0;
        for (long point : points) {
            int index = (int) (point & INDEX_MASK);
            if (present[index] == null || present[index] != drawn[index]) {
                continue;
            }
            while (from < fresh.length && fresh[from] < point) {
                merged[to++] = fresh[from++];
            }
            merged[to++] = point;
        }
        System.arraycopy(fresh, from, merged, to, fresh.length - from);
        return merged;
    }
}
