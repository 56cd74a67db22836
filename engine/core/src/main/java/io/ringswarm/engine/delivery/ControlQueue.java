package io.ringswarm.engine.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** What other threads want done on a shard's. Rare, so a lock serves. Any thread adds; the shard's takes. */
final class ControlQueue {
    private final Queue<Control> waiting = new ArrayDeque<>();
    private volatile int size;
    private boolean closed;

    /** Answers false, and adds nothing, once the queue is closed. */
    synchronized boolean add(Control control) {
        if (closed) {
            return false;
        }
        waiting.add(control);
        size = waiting.size();
        return true;
    }

    /** Any thread. */
    boolean isEmpty() {
        return size == 0;
    }

    /** The next, or null. */
    synchronized Control poll() {
        Control next = waiting.poll();
        size = waiting.size();
        return next;
    }

    /** From now on nothing is added, and what waits is never done: the shard has ended. */
    synchronized void close() {
        closed = true;
    }

    /** From now on nothing is added, if nothing waits. Answers whether that is so. */
    synchronized boolean closeIfEmpty() {
        closed |= waiting.isEmpty();
        return closed;
    }
}
