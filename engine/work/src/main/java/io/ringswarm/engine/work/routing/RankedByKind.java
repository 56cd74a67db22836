package io.ringswarm.engine.work.routing;

import java.util.Arrays;

/**
 * Chooses the worker of the least rank, which depends on the kind of task: there is a tree for each kind, made when the first
 * task of that kind comes. A choice takes O(log n), a change that for each kind. So no more than {@value #MAX_KINDS} kinds have
 * a tree of their own; any further ones share one, in which nothing that was learnt counts. Of equal ranks the worker that was
 * chosen longest ago comes first. Confined to the desk's thread.
 */
abstract class RankedByKind implements Strategy {
    /** How many kinds of task have a tree. */
    static final int MAX_KINDS = 16;

    private static final int ANY_OTHER = -1;
    private static final double NOT_KNOWN = 0.5;

    private final Places places = new Places();
    private final int[] kinds = new int[MAX_KINDS + 1];
    private final MinTree[] trees = new MinTree[MAX_KINDS + 1];
    private int used;
    private long needs;
    private long turn;

    /**
     * A worker's rank.
     *
     * @param superfluous how many of its capabilities the task does not need
     * @param specialisation 0 to 1, {@link WorkerView#specialisation}
     * @return less comes first
     */
    abstract double rank(WorkerView worker, int superfluous, double specialisation);

    @Override
    public final WorkerView choose(TaskTraits task, long nowNs) {
        if (places.size() == 0) {
            return null;
        }
        if (task.needs() != needs) {
            needs = task.needs();
            used = 0;
            Arrays.fill(trees, null);
        }
        MinTree tree = treeOf(task.kind());
        int place = tree.min();
        tree.setTie(place, ++turn);
        return places.at(place);
    }

    @Override
    public final void added(WorkerView worker) {
        int place = places.add(worker);
        for (int i = 0; i < used; i++) {
            trees[i].set(place, rank(worker, kinds[i]), 0);
        }
    }

    @Override
    public final void removed(WorkerView worker) {
        int place = places.remove(worker);
        for (int i = 0; i < used && place != Places.NOWHERE; i++) {
            trees[i].removeByLast(place, places.size());
        }
    }

    @Override
    public final void changed(WorkerView worker) {
        int place = places.place(worker);
        for (int i = 0; i < used && place != Places.NOWHERE; i++) {
            trees[i].setKey(place, rank(worker, kinds[i]));
        }
    }

    private MinTree treeOf(int kind) {
        for (int i = 0; i < used; i++) {
            if (kinds[i] == kind || kinds[i] == ANY_OTHER) {
                return trees[i];
            }
        }
        kinds[used] = used < MAX_KINDS ? kind : ANY_OTHER;
        MinTree tree = new MinTree();
        for (int place = 0; place < places.size(); place++) {
            tree.set(place, rank(places.at(place), kinds[used]), 0);
        }
        trees[used++] = tree;
        return tree;
    }

    private double rank(WorkerView worker, int kind) {
        int superfluous = Long.bitCount(worker.capabilities() & ~needs);
        return rank(worker, superfluous, kind == ANY_OTHER ? NOT_KNOWN : worker.specialisation(kind));
    }
}
