package io.ringswarm.engine.work.routing;

import java.util.Arrays;

/**
 * The place with the least key, kept up to date in O(log n): a tournament tree (Knuth, The Art of Computer Programming,
 * volume 3, section 5.2.3) whose leaves are places 0 to n - 1 without a gap. Of equal keys the smaller tie is less.
 * Confined to one thread; allocates only to grow.
 */
final class MinTree {
    private static final int MIN_CAPACITY = 8;

    private double[] keys = {};
    private long[] ties = {};
    private int[] winners = {};
    private int capacity;

    /** Gives a place a key and a tie: one that it had before, or the next one after the last. */
    void set(int place, double key, long tie) {
        if (place >= capacity) {
            grow();
        }
        keys[place] = key;
        ties[place] = tie;
        settle(place);
    }

    void setKey(int place, double key) {
        if (keys[place] != key) {
            keys[place] = key;
            settle(place);
        }
    }

    void setTie(int place, long tie) {
        ties[place] = tie;
        settle(place);
    }

    /** Takes the last place away, after its entry has replaced that of another unless that is the last one itself. */
    void removeByLast(int place, int last) {
        if (place != last) {
            set(place, keys[last], ties[last]);
        }
        set(last, Double.POSITIVE_INFINITY, Long.MAX_VALUE);
    }

    /** The place with the least key; one that has none when all are gone. */
    int min() {
        return winners[1];
    }

    private void settle(int place) {
        for (int node = capacity + place >>> 1; node > 0; node >>>= 1) {
            int winner = less(winner(node << 1), winner((node << 1) + 1));
            if (winners[node] == winner && winner != place) {
                return; // nothing further up has changed
            }
            winners[node] = winner;
        }
    }

    private int winner(int node) {
        return node >= capacity ? node - capacity : winners[node];
    }

    private int less(int left, int right) {
        double l = keys[left];
        double r = keys[right];
        return r < l || r == l && ties[right] < ties[left] ? right : left;
    }

    private void grow() {
        int known = capacity;
        capacity = Math.max(MIN_CAPACITY, known << 1);
        keys = Arrays.copyOf(keys, capacity);
        Arrays.fill(keys, known, capacity, Double.POSITIVE_INFINITY);
        ties = Arrays.copyOf(ties, capacity);
        Arrays.fill(ties, known, capacity, Long.MAX_VALUE);
        winners = new int[capacity];
        for (int node = capacity - 1; node > 0; node--) {
            winners[node] = less(winner(node << 1), winner((node << 1) + 1));
        }
    }
}
