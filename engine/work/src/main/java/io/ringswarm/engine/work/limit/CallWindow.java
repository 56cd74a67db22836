package io.ringswarm.engine.work.limit;

import java.util.Arrays;

/**
 * How the last calls went: a ring of two bits for each call. The bits are made with the first call that failed or was slow, so that
 * a worker without trouble costs its counters alone.
 */
final class CallWindow {
    private static final int WORD_SHIFT = 6;

    private final int capacity;
    private long[] failedBits;
    private long[] slowBits;
    private int head;
    private int calls;
    private int failed;
    private int slow;

    CallWindow(int capacity) {
        this.capacity = capacity;
    }

    void add(boolean callFailed, boolean callSlow) {
        if (callFailed && failedBits == null) {
            failedBits = bits();
        }
        if (callSlow && slowBits == null) {
            slowBits = bits();
        }
        failed += replace(failedBits, callFailed);
        slow += replace(slowBits, callSlow);
        calls = Math.min(calls + 1, capacity);
        head = head + 1 == capacity ? 0 : head + 1;
    }

    private long[] bits() {
        return new long[(capacity - 1 >> WORD_SHIFT) + 1];
    }

    /** Puts a bit at the head, and answers by how much there are more of them now. */
    private int replace(long[] bits, boolean bit) {
        if (bits == null) {
            return 0;
        }
        long mask = 1L << head;
        int word = head >> WORD_SHIFT;
        int before = (bits[word] & mask) == 0 ? 0 : 1;
        bits[word] = bit ? bits[word] | mask : bits[word] & ~mask;
        return (bit ? 1 : 0) - before;
    }

    void clear() {
        if (failedBits != null) {
            Arrays.fill(failedBits, 0);
        }
        if (slowBits != null) {
            Arrays.fill(slowBits, 0);
        }
        head = 0;
        calls = 0;
        failed = 0;
        slow = 0;
    }

    int calls() {
        return calls;
    }

    int failed() {
        return failed;
    }

    int slow() {
        return slow;
    }
}
