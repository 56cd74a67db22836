package io.ringswarm.engine.work.routing;

import java.util.Arrays;

/**
 * Each worker in turn, in the order in which they came. Whoever stays through n choices among n workers is chosen exactly
 * once. A choice takes constant time, a departure looks through all workers.
 */
final class RoundRobin implements Strategy {
    private WorkerView[] order = new WorkerView[8];
    private int size;
    private int next;

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        if (size == 0) {
            return null;
        }
        WorkerView chosen = order[next];
        next = next + 1 < size ? next + 1 : 0;
        return chosen;
    }

    @Override
    public void added(WorkerView worker) {
        if (size == order.length) {
            order = Arrays.copyOf(order, size << 1);
        }
        order[size++] = worker;
    }

    @Override
    public void removed(WorkerView worker) {
        int at = 0;
        while (at < size && order[at] != worker) {
            at++;
        }
        if (at == size) {
            return;
        }
        System.arraycopy(order, at + 1, order, at, size - at - 1);
        order[--size] = null;
        if (at < next) {
            next--;
        }
        if (next >= size) {
            next = 0;
        }
    }
}
