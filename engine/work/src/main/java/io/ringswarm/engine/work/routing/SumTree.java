package io.ringswarm.engine.work.routing;

/**
 * Weights of places, to draw one in proportion: a tree of sums, with changes and draws in O(log n). Each sum is made anew
 * from the two below it, so rounding does not gather as it would in a Fenwick tree of doubles. Confined to one thread;
 * allocates only to grow.
 */
final class SumTree {
    private static final int MIN_CAPACITY = 8;

    private double[] sums = new double[MIN_CAPACITY << 1];
    private int capacity = MIN_CAPACITY;

    void set(int place, double weight) {
        while (place >= capacity) {
            grow();
        }
        int node = capacity + place;
        sums[node] = weight;
        while ((node >>>= 1) > 0) {
            sums[node] = sums[node << 1] + sums[(node << 1) + 1];
        }
    }

    /** Takes the last place away, after its entry has replaced that of another unless that is the last one itself. */
    void removeByLast(int place, int last) {
        if (place != last) {
            set(place, sums[capacity + last]);
        }
        set(last, 0);
    }

    double total() {
        return sums[1];
    }

    /**
     * The place in which a point lies when all weights are laid end to end.
     *
     * @param point 0 to {@link #total()}, which is above 0
     * @return one with a weight above 0, whatever rounding does
     */
    int find(double point) {
        double left = point;
        int node = 1;
        while (node < capacity) {
            node <<= 1;
            if (left >= sums[node] && sums[node + 1] > 0) {
                left -= sums[node];
                node++;
            }
        }
        return node - capacity;
    }

    private void grow() {
        double[] before = sums;
        int known = capacity;
        capacity = known << 1;
        sums = new double[capacity << 1];
        System.arraycopy(before, known, sums, capacity, known);
        for (int node = capacity - 1; node > 0; node--) {
            sums[node] = sums[node << 1] + sums[(node << 1) + 1];
        }
    }
}
