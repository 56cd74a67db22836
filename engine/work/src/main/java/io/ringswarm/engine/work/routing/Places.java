package io.ringswarm.engine.work.routing;

import java.util.Arrays;

/**
 * Workers in places 0 to size - 1 without a gap, whatever their indexes are: so that an index over them is no larger than
 * the group, and chance can draw a place. The last one moves into the place of one that leaves. Confined to the desk's
 * thread; allocates only to grow.
 */
final class Places {
    static final int NOWHERE = -1;

    private WorkerView[] members = new WorkerView[8];
    private int[] places = {};
    private int size;

    /**
     * Takes a worker in.
     *
     * @return its place, the last one
     * @throws IllegalArgumentException if its index is negative or that of a member
     */
    int add(WorkerView worker) {
        int index = worker.index();
        if (index < 0 || placeOf(index) != NOWHERE) {
            throw new IllegalArgumentException(
                    "index=" + index + " of worker " + worker.name() + " (expected: 0 or more, and no other worker's)");
        }
        reserve(index);
        members[size] = worker;
        places[index] = size;
        return size++;
    }

    /**
     * Lets a worker go.
     *
     * @return the place that it had; unless this is {@link #size()} now, the one from the place {@link #size()} has moved
     *     there; {@link #NOWHERE} when it was not a member
     */
    int remove(WorkerView worker) {
        int place = place(worker);
        if (place != NOWHERE) {
            places[worker.index()] = NOWHERE;
            WorkerView last = members[--size];
            members[size] = null;
            if (place != size) {
                members[place] = last;
                places[last.index()] = place;
            }
        }
        return place;
    }

    /** A member's place, {@link #NOWHERE} for any other worker, even one that has a member's index. */
    int place(WorkerView worker) {
        int place = placeOf(worker.index());
        return place != NOWHERE && members[place] == worker ? place : NOWHERE;
    }

    WorkerView at(int place) {
        return members[place];
    }

    int size() {
        return size;
    }

    private int placeOf(int index) {
        return index >= 0 && index < places.length ? places[index] : NOWHERE;
    }

    private void reserve(int index) {
        if (index >= places.length) {
            int known = places.length;
            places = Arrays.copyOf(places, Math.max(index + 1, known + (known >> 1)));
            Arrays.fill(places, known, places.length, NOWHERE);
        }
        if (size == members.length) {
            members = Arrays.copyOf(members, size << 1);
        }
    }
}
