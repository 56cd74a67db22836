package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.timing.DeadlineHeap;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** All open tasks: a bounded number of records, found by id and by time. Confined to the desk. */
final class TaskTable {
    private final int capacity;
    private final Supplier<TaskRecord> newRecord;
    private final Deque<TaskRecord> pool = new ArrayDeque<>();
    private final TasksById byId;
    private final DeadlineHeap<TaskRecord.Due> due = new DeadlineHeap<>();
    private int inUse;

    TaskTable(int capacity, Supplier<TaskRecord> newRecord) {
        this.capacity = capacity;
        this.newRecord = newRecord;
        byId = new TasksById(capacity);
    }

    /** A free record, to be filled and {@linkplain #open opened}, or freed; null when as many are in use as may be. */
    TaskRecord take() {
        if (inUse == capacity) {
            return null;
        }
        inUse++;
        return pool.isEmpty() ? newRecord.get() : pool.pop();
    }

    /** From now on it is found. False when its id is taken. */
    boolean open(TaskRecord task) {
        if (!byId.add(task)) {
            return false;
        }
        due.add(task.due, task.deadlineNs);
        return true;
    }

    /** Looks at it again at a time. */
    void dueAt(TaskRecord task, long timeNs) {
        due.remove(task.due);
        due.add(task.due, timeNs);
    }

    /** It is not found any more. */
    void close(TaskRecord task) {
        byId.remove(task);
        due.remove(task.due);
    }

    void free(TaskRecord task) {
        task.state = TaskRecord.State.FREE;
        task.shrink();
        task.worker = null;
        inUse--;
        pool.push(task);
    }

    TaskRecord find(long taskId) {
        return byId.get(taskId);
    }

    /** The next one whose time has come; its place in time is given up. Null when there is none. */
    TaskRecord nextDue(long nowNs) {
        TaskRecord.Due first = due.first();
        if (first == null || first.deadlineNs() - nowNs > 0) {
            return null;
        }
        due.remove(first);
        return first.task;
    }

    /** When the next one's time comes, or {@link TimeLimit#NEVER}. */
    long nextDueNs() {
        return due.isEmpty() ? TimeLimit.NEVER : due.first().deadlineNs();
    }

    /** Tasks that have not ended. */
    int open() {
        return byId.size();
    }

    /** Records that are not free: those of open tasks, and of ends that could not be told yet. */
    int inUse() {
        return inUse;
    }

    /** All open tasks, while they are about to be ended. */
    List<TaskRecord> copy() {
        return byId.copy();
    }
}
