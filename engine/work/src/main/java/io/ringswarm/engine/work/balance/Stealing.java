package io.ringswarm.engine.work.balance;

/**
 * Gives an idle worker, one with a free slot and nothing in its queue, tasks that wait for others: from the worker with the
 * most waiting load first. Tasks with an affinity key stay; moving those is the {@link Rebalancer}'s, which knows when
 * their worker has too many.
 *
 * <p>It keeps an index of the workers for which tasks wait. While there are none, {@link #steal} takes constant time and
 * {@link #queued} is not called; otherwise a change of a queue costs O(log n) in n such workers, and an attempt to steal
 * looks at {@value #ATTEMPTS} workers at most: the one with the most, then others by turns, so that after some attempts
 * each has been asked, even if none of the fullest has a task that the idle worker is able to do.
 *
 * <p>Confined to the desk's thread; allocates only when a worker's index is higher than any before.
 */
public final class Stealing {
    static final int ATTEMPTS = 16;

    private final Balanceable workers;
    private final WorkerHeap waiting = new WorkerHeap();
    private int turn;

    /**
     * Makes one that knows of no queue yet.
     *
     * @param workers whose tasks are moved
     */
    public Stealing(Balanceable workers) {
        this.workers = workers;
    }

    /**
     * A worker's queue has changed. Also to be called from within {@link Balanceable#moveOne}, for both workers, and
     * with 0 for a worker that leaves or must not give.
     *
     * @param worker its index
     * @param load the load of the tasks that wait for it; 0 when there are none
     */
    public void queued(int worker, long load) {
        if (load > 0) {
            waiting.put(worker, load);
        } else {
            waiting.remove(worker);
        }
    }

    /**
     * Whether there may be something to steal. Constant time.
     *
     * @return false when no task waits for any worker
     */
    public boolean worthwhile() {
        return waiting.size() > 0;
    }

    /**
     * Moves tasks to an idle worker. To be called when a worker has a free slot and nothing waits for it.
     *
     * @param thief its index
     * @param freeSlots how many tasks it could start now, at least 1
     * @return how many tasks were moved to it, 0 to {@code freeSlots}
     */
    public int steal(int thief, int freeSlots) {
        int stolen = 0;
        while (stolen < freeSlots && stealOne(thief)) {
            stolen++;
        }
        return stolen;
    }

    private boolean stealOne(int thief) {
        if (waiting.size() == 0) {
            return false;
        }
        if (takes(waiting.at(0), thief)) {
            return true;
        }
        for (int attempt = 1; attempt < ATTEMPTS && attempt < waiting.size(); attempt++) {
            turn = turn + 1 < waiting.size() ? turn + 1 : 1;
            if (takes(waiting.at(turn), thief)) {
                return true;
            }
        }
        return false;
    }

    private boolean takes(int victim, int thief) {
        return victim != thief && workers.moveOne(victim, thief, Long.MAX_VALUE, false) > 0;
    }

    /**
     * The worker for which the most load waits. Constant time.
     *
     * @return its index; -1 when no task waits for any worker
     */
    public int fullest() {
        return waiting.size() == 0 ? -1 : waiting.at(0);
    }
}
