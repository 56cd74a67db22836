package io.ringswarm.engine.work.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.timing.TimeLimit;
import io.ringswarm.engine.work.limit.CircuitBreaker;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Semaphores;
import io.ringswarm.engine.work.profile.WorkerState;
import io.ringswarm.engine.work.wire.Submission;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what a desk has noted in one place against what it has noted in others. On the desk's thread, while the desk is not
 * called itself.
 */
public final class DeskAudit {
    /** As far as it looks into a queue for a task to steal. */
    private static final int QUEUE_LOOK = 16;

    private DeskAudit() {}

    /** What holds at any time between two calls of the desk. */
    public static void check(Desk desk) {
        List<TaskRecord> open = desk.tasks.copy();
        checkPlaces(desk, open);
        checkWorkers(desk);
        checkGate(desk, open);
        checkRepeats(desk, open);
        assertThat(desk.counters().of(DeskCounters.Count.OPEN)).as("open").isEqualTo(open.size());
        assertThat(desk.tasks.inUse()).as("records in use").isGreaterThanOrEqualTo(open.size());
        assertThat(desk.tasks.inUse()).as("records in use").isLessThanOrEqualTo(desk.config.maxOpenTasks());
    }

    private static void checkPlaces(Desk desk, List<TaskRecord> open) {
        int lobby = 0;
        Map<WorkerCell, Integer> queued = new HashMap<>();
        for (TaskRecord task : open) {
            switch (task.state) {
                case LOBBY -> lobby++;
                case QUEUED -> {
                    assertThat(task.queue() == task.worker.queue)
                            .as("queue of %d", task.taskId)
                            .isTrue();
                    assertThat(task.worker.can(task.needs))
                            .as("capabilities for %d", task.taskId)
                            .isTrue();
                    queued.merge(task.worker, 1, Integer::sum);
                }
                case HELD_UP ->
                    assertThat(task.semaphores)
                            .as("semaphores of %d", task.taskId)
                            .isNotZero();
                case IN_HAND -> {
                    assertThat(task.worker.can(task.needs))
                            .as("capabilities for %d", task.taskId)
                            .isTrue();
                    assertThat(task.attempts).as("attempts").isBetween(1, 1 + retriesOf(desk, task));
                }
                case FOLLOWING ->
                    assertThat(task.seat.leads()).as("%d leads", task.taskId).isFalse();
                case BACKING_OFF -> {}
                default -> throw new AssertionError("open task=" + task.taskId + ", state=" + task.state);
            }
            boolean waits = task.state == TaskRecord.State.LOBBY
                    || task.state == TaskRecord.State.QUEUED
                    || task.state == TaskRecord.State.HELD_UP;
            assertThat(task.queue() != null)
                    .as("%d, %s, waits", task.taskId, task.state)
                    .isEqualTo(waits);
        }
        assertThat(desk.roster.lobbyDepth()).as("lobby").isEqualTo(lobby);
        for (WorkerCell cell : desk.roster.cells()) {
            assertThat(cell.queued()).as("queue of %s", cell).isEqualTo(queued.getOrDefault(cell, 0));
            queued.remove(cell);
        }
        assertThat(queued).as("tasks that wait for workers that are gone").isEmpty();
    }

    private static int retriesOf(Desk desk, TaskRecord task) {
        return (task.flags & Submission.IDEMPOTENT) == 0
                ? 0
                : desk.config.backoff().retries();
    }

    private static void checkWorkers(Desk desk) {
        for (int i = 0; i < desk.roster.cells().size(); i++) {
            WorkerCell cell = desk.roster.cells().get(i);
            assertThat(cell.index()).as("index of %s", cell).isEqualTo(i);
            assertThat(desk.roster.find(cell.number)).isSameAs(cell);
            int inHand = 0;
            long loadNs = 0;
            for (TaskRecord task : cell.inHands()) {
                assertThat(task.worker).isSameAs(cell);
                assertThat(task.state).isEqualTo(TaskRecord.State.IN_HAND);
                inHand++;
                loadNs += task.loadNs;
            }
            assertThat(cell.inHand).as("in hand of %s", cell).isEqualTo(inHand);
            assertThat(cell.inHandLoadNs).as("load in hand of %s", cell).isEqualTo(loadNs);
            assertThat(cell.lost).as("lost slots of %s", cell).isNotNegative();
            assertThat(cell.freeSlots()).as("free slots of %s", cell).isNotNegative();
            assertThat(cell.inRotation).as("%s is chosen", cell).isEqualTo(cell.takesTasks());
            assertThat(cell.state == WorkerState.ACTIVE || cell.queue.isEmpty())
                    .as("%s waits for no worker that leaves", cell.queued())
                    .isTrue();
        }
    }

    private static void checkGate(Desk desk, List<TaskRecord> open) {
        Semaphores semaphores = desk.config.semaphores();
        int[] held = new int[semaphores.size()];
        int inHand = 0;
        for (TaskRecord task : open) {
            if (task.state == TaskRecord.State.IN_HAND) {
                inHand++;
                for (int id = 0; id < held.length; id++) {
                    held[id] += (int) (task.semaphores >>> id & 1);
                }
            }
        }
        assertThat(desk.gate.inHand()).as("in hand").isEqualTo(inHand);
        ConcurrencyOptions concurrency = desk.config.concurrency();
        if (concurrency.algorithm().equals(ConcurrencyOptions.FIXED) && concurrency.limit() > 0) {
            assertThat(inHand).as("in hand").isLessThanOrEqualTo(concurrency.limit());
        }
        for (int id = 0; id < held.length; id++) {
            assertThat(held[id]).as("permits of %s", semaphores.name(id)).isLessThanOrEqualTo(semaphores.permits(id));
            assertThat(semaphores.available(id)).isEqualTo(semaphores.permits(id) - held[id]);
        }
    }

    /** Of those that are the same one at most is done, or is to be. */
    private static void checkRepeats(Desk desk, List<TaskRecord> open) {
        Set<ByteBuffer> keys = new HashSet<>();
        Set<ByteBuffer> contents = new HashSet<>();
        int seated = 0;
        for (TaskRecord task : open) {
            seated += task.seat == null ? 0 : 1;
            if (task.state == TaskRecord.State.FOLLOWING) {
                continue;
            }
            if (task.keyBytes > 0) {
                assertThat(keys.add(ByteBuffer.wrap(task.key, 0, task.keyBytes)))
                        .as("task %d is the only one of its key", task.taskId)
                        .isTrue();
            } else if (desk.config.cache() != null && (task.flags & Submission.CACHEABLE) != 0) {
                assertThat(contents.add(ByteBuffer.wrap(task.payload, 0, task.payloadBytes)))
                        .as("task %d is the only one of its content", task.taskId)
                        .isTrue();
            }
        }
        assertThat(desk.repeats.seated()).as("seats").isEqualTo(seated);
    }

    /** What holds when all messages have been handled and no timer is due: nothing waits that need not. */
    public static void checkAtRest(Desk desk, long nowNs) {
        check(desk);
        List<TaskRecord> open = desk.tasks.copy();
        long dueNs = desk.tasks.nextDueNs();
        if (!open.isEmpty()) {
            assertThat(dueNs - nowNs).as("time until the next task is due").isPositive();
            assertThat(dueNs - desk.timerNs)
                    .as("time from the timer to the next task")
                    .isNotNegative();
        }
        for (TaskRecord task : open) {
            // Its last attempt may have ended just when its deadline had passed: then it expires as soon as time goes
            // on.
            assertThat(task.deadlineNs - nowNs > 0 || task.due.deadlineNs() - nowNs <= 1)
                    .as("task %d, whose deadline has passed, expires", task.taskId)
                    .isTrue();
            if (task.state == TaskRecord.State.IN_HAND) {
                long limitNs = task.timeLimitNs > 0
                        ? task.timeLimitNs
                        : desk.config.timeLimit().toNanos();
                assertThat(nowNs - task.startedNs)
                        .as("time that task %d takes", task.taskId)
                        .isLessThanOrEqualTo(limitNs);
            }
        }
        if (desk.dispatch.hasStalled()) {
            return;
        }
        boolean gateOpen = desk.gate.isOpen(nowNs);
        boolean heldUp = false;
        for (TaskRecord task : open) {
            if (task.state == TaskRecord.State.HELD_UP) {
                heldUp = true;
                assertThat(desk.gate.startable(task.semaphores, 1) == 0 || isTried(open, task.semaphores))
                        .as("task %d has to wait for permits", task.taskId)
                        .isTrue();
            } else if (task.state == TaskRecord.State.LOBBY) {
                for (WorkerCell cell : desk.roster.cells()) {
                    assertThat(cell.takesTasks() && cell.can(task.needs))
                            .as("worker %s for task %d of the lobby", cell, task.taskId)
                            .isFalse();
                }
            }
        }
        for (WorkerCell cell : desk.roster.cells()) {
            boolean circuitClosed = cell.breaker == null || cell.breaker.state() == CircuitBreaker.State.CLOSED;
            if (cell.state == WorkerState.ACTIVE && circuitClosed) {
                assertThat(cell.begins).as("%s begins tasks", cell).isTrue();
                assertThat(gateOpen && cell.freeSlots() > 0 && !cell.queue.isEmpty())
                        .as("%s could begin a task that waits for it", cell)
                        .isFalse();
            }
            if (!circuitClosed) {
                checkCircuit(cell, nowNs);
            }
            if (!circuitClosed && cell.breaker.state() == CircuitBreaker.State.OPEN || cell.lost == cell.slots()) {
                assertThat(cell.queued())
                        .as("tasks that wait for %s in vain", cell)
                        .isZero();
            }
            if (desk.config.balancing()
                    && gateOpen
                    && !heldUp
                    && cell.inRotation
                    && cell.freeSlots() > 0
                    && circuitClosed) {
                checkNothingToSteal(desk, cell);
            }
        }
    }

    private static void checkCircuit(WorkerCell cell, long nowNs) {
        if (cell.breaker.state() == CircuitBreaker.State.OPEN) {
            assertThat(cell.breaker.nextChangeNs() - nowNs)
                    .as("time until %s is tried", cell)
                    .isPositive();
        } else if (cell.state == WorkerState.ACTIVE && cell.inHand == 0) {
            assertThat(cell.begins).as("%s is tried", cell).isTrue();
        }
    }

    /** Whether permits are free for another task that waits for a worker. */
    private static boolean isTried(List<TaskRecord> open, long semaphores) {
        return open.stream()
                .anyMatch(task -> (task.semaphores & semaphores) != 0
                        && (task.state == TaskRecord.State.QUEUED || task.state == TaskRecord.State.LOBBY));
    }

    private static void checkNothingToSteal(Desk desk, WorkerCell idle) {
        if (!idle.queue.isEmpty()) {
            return;
        }
        for (WorkerCell other : desk.roster.cells()) {
            TaskRecord[] looked = new TaskRecord[QUEUE_LOOK];
            int count = other.state == WorkerState.ACTIVE ? other.queue.copyFirst(looked, QUEUE_LOOK) : 0;
            for (int i = 0; i < count; i++) {
                assertThat(looked[i].affinity == 0 && idle.can(looked[i].needs))
                        .as("%s is idle and could take task %d from %s", idle, looked[i].taskId, other)
                        .isFalse();
            }
        }
    }

    /** What holds when every task has ended and every worker has answered all it was given: nothing is taken any more. */
    public static void checkEmpty(Desk desk) {
        check(desk);
        assertThat(desk.tasks.inUse()).as("records in use").isZero();
        assertThat(desk.repeats.seated()).as("seats").isZero();
        assertThat(desk.tasks.nextDueNs()).isEqualTo(TimeLimit.NEVER);
        for (WorkerCell cell : desk.roster.cells()) {
            assertThat(cell.inHand())
                    .as("slots taken of %s, lost: %d", cell, cell.lost)
                    .isZero();
            assertThat(cell.outstandingCostNs()).as("load of %s", cell).isZero();
        }
    }

    /** Whether a task has not ended. */
    public static boolean isOpen(Desk desk, long taskId) {
        return desk.tasks.find(taskId) != null;
    }
}
