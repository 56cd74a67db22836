package io.ringswarm.engine.work.routing;

import java.util.random.RandomGenerator;

/**
 * All workers that take tasks now, and a strategy for each set of capabilities that tasks need. Confined to the desk's
 * thread.
 *
 * <p>A strategy is made when the first task with such needs comes, and then knows all workers that are capable; this takes
 * O(n log n) at most. No more than {@value #MAX_GROUPS} are kept: when another one is needed, the one not asked for longest
 * is forgotten with what it has learnt, such as whose turn it is. A choice looks its strategy up and allocates nothing.
 *
 * <p>A strategy that throws, or chooses a worker that it must not, costs no task its worker and gives none to a worker that
 * cannot do it: then the least loaded among up to 64 capable workers gets it. Errors of the JVM itself are thrown on.
 */
public final class Groups {
    /** How many strategies are kept. */
    public static final int MAX_GROUPS = 64;

    private final StrategyFactory factory;
    private final RandomGenerator random;
    private final Faults faults = new Faults();
    private final Places places = new Places();
    private final long[] needs = new long[MAX_GROUPS];
    private final long[] askedAt = new long[MAX_GROUPS];
    private final Group[] groups = new Group[MAX_GROUPS];
    private int size;
    private long asked;

    /**
     * No worker yet.
     *
     * @param factory makes the strategies, one of {@link Strategies} or one's own
     * @param random the desk's source of chance, which strategies draw from; confined to the desk's thread, too
     */
    public Groups(StrategyFactory factory, RandomGenerator random) {
        this.factory = factory;
        this.random = random;
    }

    /**
     * A worker takes tasks from now on. Nothing happens if it did before.
     *
     * @param worker its index, name, slots and capabilities must stay as they are until it is removed
     * @throws IllegalArgumentException if its index is that of another worker that takes tasks
     */
    public void add(WorkerView worker) {
        if (places.place(worker) != Places.NOWHERE) {
            return;
        }
        places.add(worker);
        for (int i = 0; i < size; i++) {
            groups[i].add(worker);
        }
    }

    /**
     * A worker takes no more tasks: it drains, its circuit is open, or it has left. Nothing happens if it took none before.
     *
     * @param worker any
     */
    public void remove(WorkerView worker) {
        if (places.remove(worker) == Places.NOWHERE) {
            return;
        }
        for (int i = 0; i < size; i++) {
            groups[i].remove(worker);
        }
    }

    /**
     * A worker's load, times or successes have changed: to be said after each task that it was given, has started or has
     * ended, and after tasks have been moved. Nothing happens if it takes no tasks.
     *
     * @param worker any
     */
    public void changed(WorkerView worker) {
        long capabilities = worker.capabilities();
        for (int i = 0; i < size; i++) {
            if ((capabilities & needs[i]) == needs[i]) {
                groups[i].change(worker);
            }
        }
    }

    /**
     * Chooses the worker that a task should go to. That it goes there is to be said with {@link #changed}.
     *
     * @param task what is to be done
     * @param nowNs ns of the engine's clock
     * @return one that can do it and takes tasks; null when there is none, or the strategy wants none of them to get it
     */
    public WorkerView choose(TaskTraits task, long nowNs) {
        return group(task.needs()).choose(task, nowNs);
    }

    /**
     * How many workers take tasks.
     *
     * @return 0 and up
     */
    public int size() {
        return places.size();
    }

    /**
     * How often strategies did what they must not: threw, or chose a worker that was not theirs to choose. The first such
     * fault is logged.
     *
     * @return 0 and up; with the strategies of {@link Strategies} always 0
     */
    public long faults() {
        return faults.count();
    }

    private Group group(long needed) {
        int found = 0;
        while (found < size && needs[found] != needed) {
            found++;
        }
        if (found == size) {
            Group formed = form(needed);
            found = size < MAX_GROUPS ? size++ : longestUnasked();
            needs[found] = needed;
            groups[found] = formed;
        }
        askedAt[found] = ++asked;
        return groups[found];
    }

    private int longestUnasked() {
        int longest = 0;
        for (int i = 1; i < MAX_GROUPS; i++) {
            if (askedAt[i] < askedAt[longest]) {
                longest = i;
            }
        }
        return longest;
    }

    private Group form(long needed) {
        Group group = new Group(needed, factory, random, faults);
        for (int place = 0; place < places.size(); place++) {
            group.add(places.at(place));
        }
        return group;
    }
}
