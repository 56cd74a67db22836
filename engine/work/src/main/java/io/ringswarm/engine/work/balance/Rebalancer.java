package io.ringswarm.engine.work.balance;

import io.ringswarm.engine.work.profile.LoadScore;
import java.util.Arrays;

/**
 * Moves tasks that wait from workers with much to do to workers with little, until all have about the same.
 *
 * <p>The measure is the imbalance, sigma/mu of the load per slot, each slot counted once: mu is the load of all workers over
 * the slots of all, which no move changes. Above {@value #START} it begins to move; it goes on, round after round, until
 * the imbalance is below {@value #STOP}. In each round the worker with the most per slot gives to the one with the least
 * that is able to take one of its tasks, as long as it is above the mean; those whose {@link LoadScore} is above 80 give to those below
 * 30 before anyone else gives or receives.
 *
 * <p>It does not oscillate. A task is moved only if afterwards the receiver has no more per slot than the giver; with load
 * c moved over a difference of D per slot that makes the sum of the squares, over all slots, smaller by at least c x D, so
 * each move makes sigma smaller and there is an end. In a round those above the mean at its start give only, the others receive only. A task with an affinity
 * key is moved only while its worker has more than 1.25 times the mean, the bound of consistent hashing with bounded loads.
 *
 * <p>A round costs O(n) for n workers, and O(log n) for each attempt to move a task, of which there are at most n + 256, 256
 * of them successful. A giver that found nobody for any task is left alone for the next eight rounds.
 *
 * <p>Confined to the desk's thread, which calls {@link #round} when {@link #due}; reads no clock; allocates only when there
 * are more workers than ever before.
 */
public final class Rebalancer {
    /** The imbalance above which it begins. */
    public static final double START = 0.3;

    /** The imbalance below which it ends. */
    public static final double STOP = 0.2;

    /** How often to look, when in doubt: 100 ms. */
    public static final long DEFAULT_INTERVAL_NS = 100_000_000L;

    static final int MAX_MOVES = 256;
    static final double KEYED_ABOVE_MEAN = 1.25;

    private static final int ROUNDS_LEFT_ALONE = 8;

    /** A round that was cut short goes on after this part of the interval. */
    private static final int CUT_SHORT_PART = 16;

    private final Balanceable workers;
    private final LoadSpread spread;
    private final long intervalNs;
    private final WorkerHeap givers = new WorkerHeap();
    private final WorkerHeap receivers = new WorkerHeap();

    private long[] aloneUntilRound = new long[0];
    private int[] refused = new int[0];

    private long rounds;
    private long dueAtNs;
    private boolean rebalancing;

    private int places;
    private int refusals;
    private int moves;
    private int attempts;

    /**
     * Makes one that rests.
     *
     * @param workers whose tasks are moved
     * @param intervalNs how long to wait between rounds, ns, above 0; {@link #DEFAULT_INTERVAL_NS} when in doubt
     * @throws IllegalArgumentException when the interval is not above 0
     */
    public Rebalancer(Balanceable workers, long intervalNs) {
        if (intervalNs <= 0) {
            throw new IllegalArgumentException("intervalNs=" + intervalNs + " (expected: above 0)");
        }
        this.workers = workers;
        this.spread = new LoadSpread(workers);
        this.intervalNs = intervalNs;
    }

    /**
     * Whether it is time for a round.
     *
     * @param nowNs ns of the engine's clock
     * @return true before the first round, an interval after the last one, and a sixteenth of it after one that was cut
     *     short as it had made its 256 moves
     */
    public boolean due(long nowNs) {
        return rounds == 0 || nowNs - dueAtNs >= 0;
    }

    /**
     * Looks at all workers and, if need be, moves tasks.
     *
     * @param nowNs ns of the engine's clock
     * @return how many tasks were moved, 0 to 256
     */
    public int round(long nowNs) {
        rounds++;
        moves = 0;
        attempts = 0;
        places = workers.workers();
        spread.measure(places);
        rebalancing = rebalancing ? imbalance() >= STOP : imbalance() > START;
        if (rebalancing) {
            ensure(places);
            double mean = spread.mean();
            double full = workers.slotful();
            double overloaded = Math.max(mean, full * LoadScore.filled(LoadScore.OVERLOADED));
            double underused = Math.min(mean, full * LoadScore.filled(LoadScore.UNDERUSED));
            pass(overloaded, underused, false);
            pass(mean, Double.POSITIVE_INFINITY, true);
            rebalancing = imbalance() >= STOP;
        }
        dueAtNs = nowNs + (moves == MAX_MOVES ? Math.max(1, intervalNs / CUT_SHORT_PART) : intervalNs);
        return moves;
    }

    /**
     * How unequal the workers' load was at the end of the last round.
     *
     * @return sigma/mu of the load per slot; 0 before the first round, and when there is nothing to do
     */
    public double imbalance() {
        return spread.imbalance();
    }

    /**
     * Whether it has begun to move and not come below {@link #STOP} since.
     *
     * @return false while it rests; true also while workers are unequal but nothing waits that could be moved
     */
    public boolean rebalancing() {
        return rebalancing;
    }

    private void ensure(int count) {
        if (count > refused.length) {
            int capacity = Math.max(count, 2 * refused.length);
            aloneUntilRound = Arrays.copyOf(aloneUntilRound, capacity);
            refused = Arrays.copyOf(refused, capacity);
        }
    }

    /** Those above a load per slot give to those below another one. */
    private void pass(double givesAbove, double receivesBelow, boolean all) {
        collect(givesAbove, receivesBelow);
        while (goesOn() && givers.size() > 0 && givers.key(givers.at(0)) > givesAbove) {
            int giver = givers.at(0);
            if (!giveAll(giver, givesAbove, receivesBelow)) {
                givers.remove(giver);
                if (all && attempts < maxAttempts() && workers.queued(giver) > 0) {
                    aloneUntilRound[giver] = rounds + ROUNDS_LEFT_ALONE + 1;
                }
            }
        }
    }

    private void collect(double givesAbove, double receivesBelow) {
        givers.clear();
        receivers.clear();
        for (int worker = 0; worker < places; worker++) {
            if (spread.slots(worker) == 0) {
                continue;
            }
            if (spread.wasAboveMean(worker)) {
                if (spread.perSlot(worker) > givesAbove
                        && aloneUntilRound[worker] <= rounds
                        && workers.queued(worker) > 0) {
                    givers.put(worker, spread.perSlot(worker));
                }
            } else if (spread.perSlot(worker) < receivesBelow) {
                receivers.put(worker, -spread.perSlot(worker));
            }
        }
    }

    private boolean goesOn() {
        return moves < MAX_MOVES && attempts < maxAttempts() && imbalance() >= STOP;
    }

    private int maxAttempts() {
        return places + MAX_MOVES;
    }

    /**
     * A worker gives as long as it has the most, and enough to give. Who could not take any of its tasks is not asked
     * again meanwhile: its load only falls, so that nobody may take then what he might not take before.
     *
     * @return false when nobody was left to take a task
     */
    private boolean giveAll(int giver, double givesAbove, double receivesBelow) {
        refusals = 0;
        boolean gave = true;
        while (gave && goesOn() && givers.at(0) == giver && spread.perSlot(giver) > givesAbove) {
            gave = workers.queued(giver) > 0 && giveOne(giver, receivesBelow);
        }
        for (int i = 0; i < refusals; i++) {
            receivers.put(refused[i], -spread.perSlot(refused[i]));
        }
        return gave;
    }

    private boolean giveOne(int giver, double receivesBelow) {
        while (attempts < maxAttempts() && receivers.size() > 0 && spread.perSlot(receivers.at(0)) < receivesBelow) {
            int receiver = receivers.at(0);
            attempts++;
            if (move(giver, receiver)) {
                return true;
            }
            receivers.remove(receiver);
            refused[refusals] = receiver;
            refusals++;
        }
        return false;
    }

    private boolean move(int giver, int receiver) {
        double difference = spread.perSlot(giver) - spread.perSlot(receiver);
        double eachUnit = 1.0 / spread.slots(giver) + 1.0 / spread.slots(receiver);
        long maxLoad = (long) (difference / eachUnit);
        boolean keyedToo = spread.perSlot(giver) > KEYED_ABOVE_MEAN * spread.mean();
        if (maxLoad < 1 || workers.moveOne(giver, receiver, maxLoad, keyedToo) == 0) {
            return false;
        }
        moves++;
        spread.update(giver);
        spread.update(receiver);
        givers.put(giver, spread.perSlot(giver));
        receivers.put(receiver, -spread.perSlot(receiver));
        return true;
    }
}
