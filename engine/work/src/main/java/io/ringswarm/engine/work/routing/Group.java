package io.ringswarm.engine.work.routing;

import java.util.random.RandomGenerator;

/**
 * The workers that can do what certain tasks need, and the strategy that chooses among them. What the strategy throws or
 * returns wrongly harms no task: then the least loaded of some members gets it. Confined to the desk's thread.
 */
final class Group {
    /** How many members are looked at in the strategy's place. */
    static final int MAX_LOOKED_AT = 64;

    private final long needs;
    private final Faults faults;
    private final Strategy strategy;
    private final Places places = new Places();
    private boolean unsure;
    private int next;

    Group(long needs, StrategyFactory factory, RandomGenerator random, Faults faults) {
        this.needs = needs;
        this.faults = faults;
        strategy = make(factory, random);
    }

    private Strategy make(StrategyFactory factory, RandomGenerator random) {
        try {
            Strategy made = factory.create(random);
            if (made != null) {
                return made;
            }
            faults.returned(factory, "made no strategy");
        } catch (RuntimeException | Error thrown) {
            faults.caught(factory, thrown);
        }
        return new LeastLoaded();
    }

    WorkerView choose(TaskTraits task, long nowNs) {
        if (places.size() == 0) {
            return null;
        }
        try {
            WorkerView chosen = strategy.choose(task, nowNs);
            if (chosen == null ? !unsure : places.place(chosen) != Places.NOWHERE && isCapable(chosen)) {
                return chosen;
            }
            faults.returned(strategy, "chose " + (chosen == null ? "none after a fault" : "one not in the group"));
        } catch (RuntimeException | Error thrown) {
            caught(thrown);
        }
        return leastLoadedOfSome();
    }

    void add(WorkerView worker) {
        if (isCapable(worker)) {
            places.add(worker);
            try {
                strategy.added(worker);
            } catch (RuntimeException | Error thrown) {
                caught(thrown);
            }
        }
    }

    void remove(WorkerView worker) {
        if (places.remove(worker) != Places.NOWHERE) {
            try {
                strategy.removed(worker);
            } catch (RuntimeException | Error thrown) {
                caught(thrown);
            }
        }
    }

    void change(WorkerView worker) {
        if (places.place(worker) != Places.NOWHERE) {
            try {
                strategy.changed(worker);
            } catch (RuntimeException | Error thrown) {
                caught(thrown);
            }
        }
    }

    /** From now on the strategy may not know all its workers, so that it finds none no longer means that there is none. */
    private void caught(Throwable thrown) {
        unsure = true;
        faults.caught(strategy, thrown);
    }

    private boolean isCapable(WorkerView worker) {
        return (worker.capabilities() & needs) == needs;
    }

    private WorkerView leastLoadedOfSome() {
        WorkerView least = null;
        for (int i = Math.min(MAX_LOOKED_AT, places.size()); i > 0; i--) {
            next = next + 1 < places.size() ? next + 1 : 0;
            WorkerView worker = places.at(next);
            if (isCapable(worker) && (least == null || LeastLoaded.load(worker) < LeastLoaded.load(least))) {
                least = worker;
            }
        }
        return least;
    }
}
