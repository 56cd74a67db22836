package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A desk in virtual time: workers with slots and capabilities, tasks of known cost, queues in order of arrival. It checks
 * each move as it is asked for one.
 */
final class SimulatedDesk implements Balanceable {
    private static final int TASKS_LOOKED_AT = 25;

    static final class Task {
        final int id;
        final long cost;
        final long tookNs;
        final long needs;
        final boolean keyed;
        final Set<Integer> left = new HashSet<>();

        Task(int id, long cost, long tookNs, long needs, boolean keyed) {
            this.id = id;
            this.cost = cost;
            this.tookNs = tookNs;
            this.needs = needs;
            this.keyed = keyed;
        }
    }

    static final class Worker {
        final int index;
        final int slots;
        final long capabilities;
        final ArrayDeque<Task> queue = new ArrayDeque<>();
        int inHand;
        long load;
        long queuedLoad;

        Worker(int index, int slots, long capabilities) {
            this.index = index;
            this.slots = slots;
            this.capabilities = capabilities;
        }
    }

    record Move(Task task, int from, int to) {}

    private record End(long atNs, long order, Worker worker, Task task) {}

    final List<Worker> workers = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    final Rebalancer rebalancer;
    final Stealing stealing = new Stealing(this);

    private final PriorityQueue<End> ends =
            new PriorityQueue<>(Comparator.comparingLong(End::atNs).thenComparingLong(End::order));
    private final boolean counted;
    private long order;
    private int tasks;
    int ended;
    int attempts;
    int returned;

    /** One that takes no part from a load of 10 on. */
    Worker fullWorker;

    long nowNs;

    /** Of which load is cost, or, if {@code counted}, the number of tasks. */
    SimulatedDesk(boolean counted, long intervalNs) {
        this.counted = counted;
        rebalancer = new Rebalancer(this, intervalNs);
    }

    Worker hire(int slots, long capabilities) {
        Worker worker = new Worker(workers.size(), slots, capabilities);
        workers.add(worker);
        return worker;
    }

    void submit(Worker worker, long cost, long needs, boolean keyed) {
        submit(worker, cost, cost, needs, keyed);
    }

    /** A task that takes another time than its estimate says. */
    void submit(Worker worker, long cost, long tookNs, long needs, boolean keyed) {
        assertThat(worker.capabilities & needs).isEqualTo(needs);
        enqueue(worker, new Task(tasks++, cost, tookNs, needs, keyed));
    }

    void submit(Worker worker, int count, long cost) {
        for (int i = 0; i < count; i++) {
            submit(worker, cost, 0, false);
        }
    }

    int submitted() {
        return tasks;
    }

    private long loadOf(Task task) {
        return counted ? 1 : task.cost;
    }

    private void enqueue(Worker worker, Task task) {
        worker.queue.add(task);
        worker.load += loadOf(task);
        worker.queuedLoad += loadOf(task);
        stealing.queued(worker.index, worker.queuedLoad);
    }

    /** Hands tasks to a worker until its slots are full or nothing waits for it. */
    void start(Worker worker) {
        while (worker.inHand < worker.slots && !worker.queue.isEmpty()) {
            Task task = worker.queue.remove();
            worker.queuedLoad -= loadOf(task);
            worker.inHand++;
            ends.add(new End(nowNs + task.tookNs, order++, worker, task));
            stealing.queued(worker.index, worker.queuedLoad);
        }
    }

    void startAll() {
        workers.forEach(this::start);
    }

    /** Goes on to a time: tasks end, the next ones start, and so it may be called for each arrival. */
    void advance(long toNs, boolean steals) {
        while (!ends.isEmpty() && ends.peek().atNs() <= toNs) {
            End end = ends.remove();
            nowNs = end.atNs();
            end.worker().inHand--;
            end.worker().load -= loadOf(end.task());
            ended++;
            start(end.worker());
            if (steals) {
                stealFor(end.worker());
            }
        }
        nowNs = toNs;
    }

    void stealFor(Worker thief) {
        if (thief.queue.isEmpty() && thief.inHand < thief.slots && stealing.worthwhile()) {
            stealing.steal(thief.index, thief.slots - thief.inHand);
            start(thief);
        }
    }

    boolean busy() {
        return !ends.isEmpty();
    }

    long nextEndNs() {
        return ends.peek().atNs();
    }

    /** Each task is in a queue, in hand, or ended; and the sums are right. */
    void checkConservation() {
        Set<Integer> seen = new HashSet<>();
        int inHand = 0;
        for (Worker worker : workers) {
            long sum = 0;
            for (Task task : worker.queue) {
                assertThat(seen.add(task.id)).as("task %s once", task.id).isTrue();
                assertThat(worker.capabilities & task.needs).isEqualTo(task.needs);
                sum += loadOf(task);
            }
            assertThat(worker.queuedLoad).isEqualTo(sum);
            inHand += worker.inHand;
        }
        assertThat(seen.size() + inHand + ended).as("tasks").isEqualTo(tasks);
    }

    @Override
    public int workers() {
        return workers.size();
    }

    @Override
    public int slots(int worker) {
        return workers.get(worker) == fullWorker && fullWorker.load >= 10 ? 0 : workers.get(worker).slots;
    }

    @Override
    public long load(int worker) {
        return workers.get(worker).load;
    }

    @Override
    public int queued(int worker) {
        return workers.get(worker).queue.size();
    }

    @Override
    public long slotful() {
        long load = 0;
        long count = 0;
        for (Worker worker : workers) {
            load += worker.load;
            count += worker.queue.size() + worker.inHand;
        }
        return count == 0 ? 1 : load / count;
    }

    @Override
    public long moveOne(int from, int to, long maxLoad, boolean keyedToo) {
        attempts++;
        Worker giver = workers.get(from);
        Worker receiver = workers.get(to);
        assertThat(from).isNotEqualTo(to);
        Iterator<Task> last = giver.queue.descendingIterator();
        for (int looked = 0; looked < TASKS_LOOKED_AT && last.hasNext(); looked++) {
            Task task = last.next();
            if (loadOf(task) <= maxLoad
                    && (keyedToo || !task.keyed)
                    && (receiver.capabilities & task.needs) == task.needs) {
                last.remove();
                move(task, giver, receiver);
                return loadOf(task);
            }
        }
        return 0;
    }

    private void move(Task task, Worker giver, Worker receiver) {
        giver.load -= loadOf(task);
        giver.queuedLoad -= loadOf(task);
        stealing.queued(giver.index, giver.queuedLoad);
        enqueue(receiver, task);
        task.left.add(giver.index);
        if (task.left.contains(receiver.index)) {
            returned++;
        }
        moves.add(new Move(task, giver.index, receiver.index));
    }

    /** One round, each of whose moves is held against the rules. */
    int checkedRound() {
        double before = imbalance();
        boolean rested = !rebalancer.rebalancing();
        int first = moves.size();
        List<Long> loads = new ArrayList<>();
        workers.forEach(worker -> loads.add(worker.load));
        int moved = rebalancer.round(nowNs);
        List<Move> made = moves.subList(first, moves.size());
        assertThat(made).hasSize(moved);
        if (rested && before <= Rebalancer.START) {
            assertThat(moved).as("moves from rest at %s", before).isZero();
        }
        replay(made, loads);
        startAll();
        return moved;
    }

    private void replay(List<Move> made, List<Long> loads) {
        double mean = mean();
        Set<Integer> gave = new HashSet<>();
        Set<Integer> received = new HashSet<>();
        for (Move move : made) {
            if (move.task().keyed) {
                assertThat(perSlot(loads, move.from())).isGreaterThan(1.25 * mean);
            }
            loads.set(move.from(), loads.get(move.from()) - loadOf(move.task()));
            loads.set(move.to(), loads.get(move.to()) + loadOf(move.task()));
            assertThat(perSlot(loads, move.to()))
                    .as("receiver after a move")
                    .isLessThanOrEqualTo(perSlot(loads, move.from()) * (1 + 1e-9));
            gave.add(move.from());
            received.add(move.to());
        }
        assertThat(Collections.disjoint(gave, received))
                .as("who gives does not receive in one round")
                .isTrue();
    }

    private double perSlot(List<Long> loads, int worker) {
        return (double) loads.get(worker) / workers.get(worker).slots;
    }

    double mean() {
        long load = 0;
        long slots = 0;
        for (Worker worker : workers) {
            load += worker.load;
            slots += worker.slots;
        }
        return (double) load / slots;
    }

    /** Computed the long way, apart from the rebalancer. */
    double imbalance() {
        double mean = mean();
        double sum = 0;
        long slots = 0;
        for (Worker worker : workers) {
            double off = (double) worker.load / worker.slots - mean;
            sum += worker.slots * off * off;
            slots += worker.slots;
        }
        return mean == 0 ? 0 : Math.sqrt(sum / slots) / mean;
    }
}
