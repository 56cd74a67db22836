package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.work.limit.CircuitBreaker;
import io.ringswarm.engine.work.profile.LoadScore;
import io.ringswarm.engine.work.profile.WorkerHistory;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.profile.WorkerState;
import io.ringswarm.engine.work.queue.TaskQueue;
import io.ringswarm.engine.work.routing.WorkerView;
import java.util.Arrays;
import java.util.List;

/** A worker, as the desk knows it. Confined to the desk. */
final class WorkerCell implements WorkerView {
    final int number;
    final AgentRef ref;
    final TaskQueue<TaskRecord> queue;
    final WorkerHistory history;
    private final String name;
    private final long capabilities;
    private final int slots;
    private int index = -1;
    WorkerState state = WorkerState.ACTIVE;

    /** The state that the roster knows of. */
    WorkerState seenState = WorkerState.ACTIVE;

    /** Whether strategies may choose it. */
    boolean inRotation;

    /** Whether it may begin tasks: not while its way is full, and not when it is leaving. */
    boolean begins = true;

    /** Attempts that it was handed and that have not ended. */
    int inHand;

    /** Slots that attempts take which were given up; free again when the worker says so. */
    int lost;

    /** What waits for it, as those know it who take tasks from others. */
    long stealable;

    /** Whether they do not know yet. */
    boolean unsettled;

    /** Null when circuits are not watched. */
    final CircuitBreaker breaker;

    long inHandLoadNs;
    private TaskRecord[] hands = {};

    /** Its place among those that are ready: the lane, or -1, and neighbours. */
    int readyLane = ReadyWorkers.NOWHERE;

    WorkerCell previousReady;
    WorkerCell nextReady;

    WorkerCell(
            int number,
            AgentRef ref,
            String name,
            long capabilities,
            int slots,
            int queueCapacity,
            WorkerHistory history,
            CircuitBreaker breaker) {
        this.number = number;
        this.ref = ref;
        this.name = name;
        this.capabilities = capabilities;
        this.slots = slots;
        this.history = history;
        this.breaker = breaker;
        queue = new TaskQueue<>(queueCapacity);
    }

    void index(int place) {
        index = place;
    }

    int freeSlots() {
        return slots - inHand - lost;
    }

    /** Whether there is nothing that it could take with it. */
    boolean isIdle() {
        return inHand == 0 && lost == 0 && queue.isEmpty();
    }

    /** Whether it is to be chosen for tasks. */
    boolean takesTasks() {
        return state == WorkerState.ACTIVE
                && queue.depth()
                        < queue.capacity() - (inRotation ? 0 : queue.capacity() / 4) // not in and out with each task
                && lost < slots
                && (breaker == null || breaker.state() != CircuitBreaker.State.OPEN);
    }

    boolean can(long needs) {
        return (capabilities & needs) == needs;
    }

    void take(TaskRecord task) {
        if (task.worker != this) {
            task.worker = this;
        }
        if (inHand == hands.length) {
            hands = Arrays.copyOf(hands, Math.max(1, Math.min(slots, 2 * inHand)));
        }
        task.hand = inHand;
        hands[inHand++] = task;
        inHandLoadNs += task.loadNs;
    }

    void letGo(TaskRecord task) {
        TaskRecord last = hands[--inHand];
        hands[inHand] = null;
        if (last != task) {
            hands[task.hand] = last;
            last.hand = task.hand;
        }
        inHandLoadNs -= task.loadNs;
    }

    /** What it has in hand, in no order. */
    List<TaskRecord> inHands() {
        return List.of(Arrays.copyOf(hands, inHand));
    }

    /** What it is like now. */
    WorkerProfile profile(List<String> kinds, long targetNs) {
        return new WorkerProfile(
                name,
                state,
                slots,
                inHand + lost,
                lost,
                queue.depth(),
                LoadScore.ofTasks(slots, inHand + lost, queue.depth()),
                history.tasksEnded(),
                history.tasksSucceeded(),
                history.successRate(),
                history.meanNs(),
                history.p95Ns(),
                history.cv(),
                history.efficiency(targetNs),
                history.specialities().stream().map(kinds::get).toList());
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long capabilities() {
        return capabilities;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int inHand() {
        return inHand + lost;
    }

    @Override
    public int queued() {
        return queue.depth();
    }

    @Override
    public long outstandingCostNs() {
        return inHandLoadNs + queue.costNs();
    }

    @Override
    public double peakEwmaNs(long nowNs) {
        return history.peakEwmaNs(nowNs);
    }

    @Override
    public double successRate() {
        return history.successRate();
    }

    @Override
    public double meanNs() {
        return history.meanNs();
    }

    @Override
    public double specialisation(int kind) {
        return history.specialisation(kind);
    }

    @Override
    public String toString() {
        return name;
    }
}
