package io.ringswarm.engine.work.balance;

import java.util.Arrays;

/**
 * Workers by a key, the largest on top: a binary heap that knows each worker's place in it, so that a key may change. One
 * thread; allocates only when an index is higher than any before.
 */
final class WorkerHeap {
    private static final int ABSENT = -1;

    private int[] heap = new int[0];
    private int[] places = new int[0];
    private double[] keys = new double[0];
    private int size;

    int size() {
        return size;
    }

    /** The worker in a place; place 0 has the largest key, and none has a larger key than the place (p - 1) / 2. */
    int at(int place) {
        return heap[place];
    }

    double key(int worker) {
        return keys[worker];
    }

    boolean contains(int worker) {
        return worker < places.length && places[worker] != ABSENT;
    }

    void clear() {
        for (int place = 0; place < size; place++) {
            places[heap[place]] = ABSENT;
        }
        size = 0;
    }

    /** Adds a worker, or changes its key. */
    void put(int worker, double key) {
        ensure(worker);
        keys[worker] = key;
        if (places[worker] == ABSENT) {
            places[worker] = size;
            heap[size] = worker;
            size++;
        }
        settle(worker);
    }

    /** Takes a worker out, if it is in. */
    void remove(int worker) {
        if (!contains(worker)) {
            return;
        }
        int place = places[worker];
        places[worker] = ABSENT;
        size--;
        if (place < size) {
            int last = heap[size];
            set(place, last);
            settle(last);
        }
    }

    private void ensure(int worker) {
        int before = places.length;
        if (worker >= before) {
            int capacity = Math.max(16, Math.max(worker + 1, 2 * before));
            heap = Arrays.copyOf(heap, capacity);
            keys = Arrays.copyOf(keys, capacity);
            places = Arrays.copyOf(places, capacity);
            Arrays.fill(places, before, capacity, ABSENT);
        }
    }

    private void settle(int worker) {
        int place = places[worker];
        while (place > 0 && keys[heap[(place - 1) / 2]] < keys[worker]) {
            set(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        int child = largerChild(place);
        while (child < size && keys[heap[child]] > keys[worker]) {
            set(place, heap[child]);
            place = child;
            child = largerChild(place);
        }
        set(place, worker);
    }

    private int largerChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && keys[heap[left + 1]] > keys[heap[left]] ? left + 1 : left;
    }

    private void set(int place, int worker) {
        heap[place] = worker;
        places[worker] = place;
    }
}
