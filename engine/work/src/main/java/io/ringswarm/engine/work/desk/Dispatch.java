package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.timing.TimeLimit;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.limit.CircuitBreaker;
import io.ringswarm.engine.work.profile.WorkerState;
import io.ringswarm.engine.work.queue.TaskQueue;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import io.ringswarm.engine.work.wire.Submission;
import io.ringswarm.engine.work.wire.TailMessage;
import io.ringswarm.engine.work.wire.TailMessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hands tasks to workers and takes back what came of it: each attempt is an ask of the worker's agent, whose time limit is the
 * attempt's. An attempt that is given up leaves its slot taken until the worker says that it is free. Confined to the desk.
 */
final class Dispatch {
    /** So many ways that are full in one turn are one that all share: then the others are not tried before the next turn. */
    private static final int MANY_REFUSALS = 32;

    private final TaskTable tasks;
    private final Roster roster;
    private final StartGate gate;
    private final Endings endings;
    private final Repeats repeats;
    private final DeskCounters counters;
    private final AgentContext self;
    private final Backoff backoff;
    private final long timeLimitNs;
    private final RandomGenerator random;
    private final TailMessage start = new TailMessage();
    private final TailMessage answer = new TailMessage();
    private final Numbers numbers = new Numbers();
    private final Envelope envelope = new Envelope();
    private final HeldUp heldUp;
    private final List<WorkerCell> stalled = new ArrayList<>();
    private final List<WorkerCell> tripped = new ArrayList<>();
    private final Deque<TaskRecord> promoted = new ArrayDeque<>();
    private final Deque<Cancel> owedCancels = new ArrayDeque<>();
    private int refusals;

    /** What a worker is still to be told: its way was full. */
    private record Cancel(WorkerCell cell, long askId, Priority priority) {}

    Dispatch(
            DeskConfig config,
            TaskTable tasks,
            Roster roster,
            StartGate gate,
            Endings endings,
            Repeats repeats,
            DeskCounters counters,
            AgentContext self) {
        this.tasks = tasks;
        this.roster = roster;
        this.gate = gate;
        this.endings = endings;
        this.repeats = repeats;
        this.counters = counters;
        this.self = self;
        backoff = config.backoff();
        timeLimitNs = TimeLimit.positiveNs("timeLimit", config.timeLimit());
        random = config.random();
        heldUp = new HeldUp(gate, config.maxOpenTasks());
    }

    /** Lets a task wait for a worker. */
    void place(TaskRecord task, long nowNs) {
        roster.place(task, nowNs);
    }

    /** Starts what may start now. */
    void startAll(long nowNs) {
        WorkerCell cell;
        refusals = 0;
        while (refusals < MANY_REFUSALS && (cell = roster.nextReady()) != null && gate.isOpen(nowNs)) {
            startBatch(cell, nowNs);
            roster.turnOver(cell);
        }
    }

    /** A worker's turn: as many tasks as make a batch, as far as it has room. */
    private void startBatch(WorkerCell cell, long nowNs) {
        for (int i = 0; i < TaskQueue.DEFAULT_BATCH && cell.readyLane >= 0 && !cell.queue.isEmpty(); i++) {
            if (i > 0 && !gate.isOpen(nowNs)) {
                return;
            }
            startFirst(cell, nowNs);
        }
    }

    private void startFirst(WorkerCell cell, long nowNs) {
        roster.preferEarlier(cell);
        TaskRecord task = cell.queue.first();
        if (cell.breaker != null && !cell.breaker.allows(nowNs)) {
            cell.begins = false;
            roster.changed(cell);
        } else if (!gate.acquire(task)) {
            roster.dequeue(task);
            heldUp.add(task);
        } else {
            offer(cell, task, nowNs);
        }
    }

    private void offer(WorkerCell cell, TaskRecord task, long nowNs) {
        start.set(task.taskId, task.deadlineNs, task.kind, task.attempts + 1).bytes(task.payload, 0, task.payloadBytes);
        envelope.priority(Priority.ofLane(task.lane)).traceId(task.submitter.traceId());
        long limitNs = task.timeLimitNs > 0 ? task.timeLimitNs : timeLimitNs;
        Offer offer = self.askUntil(cell.ref, start, TailMessageCodec.START, envelope, nowNs + limitNs, task);
        if (offer == Offer.ACCEPTED) {
            begun(cell, task, nowNs);
            return;
        }
        gate.giveBack(task);
        if (offer == Offer.TOO_LARGE) {
            roster.dequeue(task);
            finish(task, TaskEnd.FAILED, EndReason.TOO_LARGE, "the payload of " + task.payloadBytes + " bytes", nowNs);
        } else { // its way is full, or it has ended, which the desk is told soon
            cell.begins = false;
            if (offer == Offer.BACK_PRESSURED) {
                stalled.add(cell);
                refusals++;
            }
            roster.changed(cell);
        }
    }

    private void begun(WorkerCell cell, TaskRecord task, long nowNs) {
        task.askId = self.lastAskId();
        task.startedNs = nowNs;
        cell.queue.remove(task);
        task.state = TaskRecord.State.IN_HAND;
        cell.take(task);
        cell.history.started();
        if (cell.breaker != null) {
            cell.breaker.started(nowNs);
        }
        gate.started(nowNs);
        counters.add(DeskCounters.Count.STARTED, 1);
        if (++task.attempts > 1) {
            counters.add(DeskCounters.Count.RETRIED, 1);
        }
        roster.changed(cell);
    }

    /** Lets workers whose way was full try again. */
    void unstall() {
        for (int i = 0; i < stalled.size(); i++) {
            WorkerCell cell = stalled.get(i);
            cell.begins = true;
            roster.changed(cell);
        }
        stalled.clear();
    }

    /** Whether a way was full that is to be tried again. */
    boolean hasStalled() {
        return !stalled.isEmpty() || !owedCancels.isEmpty();
    }

    void attemptEnded(TaskRecord task, AskOutcome outcome, Message reply) {
        long nowNs = outcome == AskOutcome.ANSWERED ? reply.sentNs() : self.nowNs();
        switch (outcome) {
            case ANSWERED -> answered(task, reply, nowNs);
            case TIMED_OUT, EXPIRED -> {
                cancelAtWorker(task);
                letGo(task, true, true, nowNs);
                again(task, EndReason.TIME_LIMIT, "no end within its time limit", nowNs);
            }
            default -> {
                letGo(task, false, true, nowNs);
                again(task, EndReason.WORKER_LOST, "its worker has ended, or did not take it", nowNs);
            }
        }
    }

    private void answered(TaskRecord task, Message reply, long nowNs) {
        reply.read(TailMessageCodec.ANSWER, answer);
        boolean success = answer.code() == 1;
        long tookNs = Math.max(0, nowNs - task.startedNs);
        WorkerCell cell = task.worker;
        letGo(task, false, false, nowNs);
        cell.history.ended(task.kind, tookNs, success, nowNs);
        judge(cell, success, tookNs, nowNs);
        if (success) {
            repeats.succeeded(task, answer, nowNs);
            endings.end(
                    task, TaskEnd.SUCCEEDED, EndReason.DONE, tookNs, answer.array(), answer.offset(), answer.length());
            return;
        }
        EndReason reason = EndReason.of(answer.reason());
        String why = new String(answer.array(), answer.offset(), answer.length(), StandardCharsets.UTF_8);
        if (reason == EndReason.WORKER_FAILED) {
            again(task, reason, why, nowNs);
        } else {
            finish(task, TaskEnd.FAILED, reason, why, nowNs);
        }
    }

    private void judge(WorkerCell cell, boolean success, long tookNs, long nowNs) {
        CircuitBreaker breaker = cell.breaker;
        if (breaker == null) {
            return;
        }
        long trips = breaker.trips();
        if (success) {
            breaker.succeeded(tookNs, nowNs);
        } else {
            breaker.failed(tookNs, nowNs);
        }
        if (breaker.trips() > trips) {
            counters.add(DeskCounters.Count.TRIPPED, 1);
            tripped.add(cell);
            roster.log("fails too often, or is too slow, and gets no tasks for a while", cell);
            roster.changed(cell);
            empty(cell, null, nowNs);
        }
    }

    /** Gives workers tasks again whose circuit has been open for long enough. */
    void reopen(long nowNs) {
        for (int i = tripped.size() - 1; i >= 0; i--) {
            WorkerCell cell = tripped.get(i);
            if (cell.breaker.state() != CircuitBreaker.State.OPEN || cell.breaker.allows(nowNs)) {
                tripped.remove(i);
                roster.changed(cell);
            }
        }
    }

    /** When a circuit is to be tried next, or {@link TimeLimit#NEVER}. */
    long nextReopenNs() {
        long nextNs = TimeLimit.NEVER;
        for (int i = 0; i < tripped.size(); i++) {
            nextNs = TimeLimit.earlier(nextNs, tripped.get(i).breaker.nextChangeNs());
        }
        return nextNs;
    }

    /** Takes a task out of its worker's hands. With its slot lost, that is free when the worker says so. */
    private void letGo(TaskRecord task, boolean slotLost, boolean gone, long nowNs) {
        WorkerCell cell = task.worker;
        cell.letGo(task);
        cell.lost += slotLost ? 1 : 0;
        cell.begins = true;
        task.worker = null;
        gate.ended(task, gone, nowNs);
        if (gone) {
            cell.history.ended(task.kind, nowNs - task.startedNs, false, nowNs);
            judge(cell, false, nowNs - task.startedNs, nowNs);
        }
        roster.changed(cell);
        emptyIfLost(cell, nowNs);
    }

    /** With all its slots lost a worker would keep waiting what others can do. */
    private void emptyIfLost(WorkerCell cell, long nowNs) {
        if (cell.state == WorkerState.ACTIVE && cell.lost == cell.slots()) {
            roster.log("answers nothing any more and gets no tasks until it does", cell);
            empty(cell, null, nowNs);
        }
    }

    /** Once for each attempt that is given up: the worker's answer to it is what makes its slot free again. */
    private void cancelAtWorker(TaskRecord task) {
        Priority priority = Priority.ofLane(task.lane);
        if (!tellCancel(task.worker, task.askId, priority)) {
            owedCancels.add(new Cancel(task.worker, task.askId, priority));
        }
    }

    /** Answers false when the way is full. Not parked: then the desk would wait for one worker. */
    private boolean tellCancel(WorkerCell cell, long askId, Priority priority) {
        numbers.set(askId, 0, 0);
        return self.send(
                        cell.ref,
                        numbers,
                        NumbersCodec.CANCEL,
                        envelope.priority(priority).traceId(0))
                != Offer.BACK_PRESSURED;
    }

    /** Tells workers again whose way was full. */
    void tellOwedCancels() {
        for (int left = owedCancels.size(); left > 0; left--) {
            Cancel cancel = owedCancels.remove();
            if (!tellCancel(cancel.cell, cancel.askId, cancel.priority)) {
                owedCancels.add(cancel);
            }
        }
    }

    /** Tries a task again later if it may be, else ends it. */
    private void again(TaskRecord task, EndReason reason, String why, long nowNs) {
        if (task.unwanted != null) {
            finish(task, TaskEnd.CANCELLED, task.unwanted, "", nowNs);
            return;
        }
        if (!mayRetry(task)) {
            finish(task, TaskEnd.FAILED, reason, why, nowNs);
            return;
        }
        long againNs = nowNs + backoff.delayNs(task.attempts, random);
        task.state = TaskRecord.State.BACKING_OFF;
        if (againNs - task.deadlineNs < 0) {
            tasks.dueAt(task, againNs);
        }
    }

    private boolean mayRetry(TaskRecord task) {
        return (task.flags & Submission.IDEMPOTENT) != 0 && backoff.allows(task.attempts);
    }

    /** A task's time has come: it expires, or is tried again. */
    void due(TaskRecord task, long nowNs) {
        if (task.deadlineNs - nowNs > 0) {
            tasks.dueAt(task, task.deadlineNs);
            if (task.state == TaskRecord.State.BACKING_OFF) {
                placeOrEnd(task, nowNs);
            }
        } else if (!giveUp(task, TaskEnd.EXPIRED, EndReason.DEADLINE, "its deadline has passed", nowNs)) {
            tasks.dueAt(task, nowNs + 1); // its answer is on the way
        }
    }

    private void placeOrEnd(TaskRecord task, long nowNs) {
        if (roster.hasCapable(task.needs)) {
            place(task, nowNs);
        } else {
            finish(task, TaskEnd.FAILED, EndReason.NO_CAPABLE_WORKER, "no worker that is left can do it", nowNs);
        }
    }

    /** Ends a task wherever it is. False when an answer is on the way, which will end it. */
    boolean giveUp(TaskRecord task, TaskEnd end, EndReason reason, String why, long nowNs) {
        switch (task.state) {
            case LOBBY, QUEUED -> roster.dequeue(task);
            case HELD_UP -> heldUp.remove(task);
            case IN_HAND -> {
                if (!self.cancelAsk(task.askId)) {
                    task.unwanted = end == TaskEnd.CANCELLED ? reason : task.unwanted;
                    return false;
                }
                cancelAtWorker(task);
                WorkerCell cell = task.worker;
                if (cell.breaker != null) {
                    cell.breaker.abandoned(nowNs - task.startedNs, nowNs);
                }
                letGo(task, true, false, nowNs);
            }
            case FOLLOWING, BACKING_OFF -> {}
            default -> throw new IllegalStateException("task=" + task.taskId + ", state=" + task.state);
        }
        finish(task, end, reason, why, nowNs);
        return true;
    }

    /** Ends a task that was never placed. */
    void reject(TaskRecord task, EndReason reason, String why, long nowNs) {
        finish(task, TaskEnd.REJECTED, reason, why, nowNs);
    }

    private void finish(TaskRecord task, TaskEnd end, EndReason reason, String why, long nowNs) {
        TaskRecord instead = repeats.ended(task, end, reason, why, nowNs);
        if (instead != null) {
            instead.state = TaskRecord.State.BACKING_OFF;
            promoted.add(instead);
        }
        gate.leave(task);
        endings.end(task, end, reason, why);
    }

    /** A worker has said that slots are free which attempts had that were given up. */
    void freed(WorkerCell cell, int slots) {
        cell.lost -= Math.min(slots, cell.lost);
        roster.changed(cell);
    }

    /** Lets tasks wait for workers that are to be done instead of others that have ended. */
    void placePromoted(long nowNs) {
        TaskRecord task;
        while ((task = promoted.poll()) != null) {
            if (task.state == TaskRecord.State.BACKING_OFF && task.seat != null) { // it has not ended meanwhile
                placeOrEnd(task, nowNs);
            }
        }
    }

    /** Lets tasks wait for workers again that waited for permits which are free now. */
    void releaseHeldUp(long nowNs) {
        TaskRecord task;
        while ((task = heldUp.poll()) != null) {
            placeOrEnd(task, nowNs);
        }
    }

    /** Gives what waits for a worker to others. Answers how many tasks. */
    int empty(WorkerCell cell, DeskCounters.Count counted, long nowNs) {
        int moved = 0;
        TaskRecord task;
        while (!cell.inRotation && (task = cell.queue.poll()) != null) {
            task.worker = null;
            place(task, nowNs);
            moved++;
        }
        roster.changed(cell);
        if (counted != null) {
            counters.add(counted, moved);
        }
        return moved;
    }

    /** Gives up what a worker has in hand: what may be done twice is tried again at once, the rest has failed. */
    int abandonAll(WorkerCell cell, String why, long nowNs) {
        int abandoned = 0;
        for (TaskRecord task : cell.inHands()) {
            if (self.cancelAsk(task.askId)) {
                abandoned++;
                letGo(task, true, false, nowNs);
                if (mayRetry(task)) {
                    task.state = TaskRecord.State.BACKING_OFF;
                    placeOrEnd(task, nowNs);
                } else {
                    finish(task, TaskEnd.FAILED, EndReason.WORKER_LOST, why, nowNs);
                }
            }
        }
        return abandoned;
    }
}
