package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.cache.Flights;
import io.ringswarm.engine.work.cache.IdempotencyWindow;
import io.ringswarm.engine.work.cache.ResultCache;
import io.ringswarm.engine.work.wire.Submission;
import io.ringswarm.engine.work.wire.TailMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tasks that are the same as others: with the same idempotency key, or cacheable with the same payload. One of them is done; the
 * others follow it and get its end, and so do those that come later, as long as it is remembered. Confined to the desk.
 */
final class Repeats {
    /** An end that is remembered. */
    private record Remembered(TaskEnd end, EndReason reason, byte[] bytes) {}

    private final Flights<TaskRecord> byKey = new Flights<>();
    private final Flights<TaskRecord> byContent = new Flights<>();
    private final IdempotencyWindow<Remembered> remembered;
    private final ResultCache cache;
    private final Endings endings;
    private final DeskCounters counters;

    /** Without a cache when that is null; then cacheable tasks are as any. */
    Repeats(DeskConfig config, Endings endings, DeskCounters counters) {
        cache = config.cache();
        remembered = new IdempotencyWindow<>(config.idempotencyKeys(), config.idempotencyTtl());
        this.endings = endings;
        this.counters = counters;
    }

    /** Whether a task that has come needs not be done itself: it has ended, or follows another one. */
    boolean join(TaskRecord task, long nowNs) {
        if (task.keyBytes > 0) {
            Remembered earlier = remembered.find(task.kind, task.key, 0, task.keyBytes, nowNs);
            if (earlier != null) {
                hit(task, earlier.end, earlier.reason, earlier.bytes, 0, earlier.bytes.length);
                return true;
            }
            return follows(task, byKey, byKey.join(task.kind, task.key, 0, task.keyBytes, task));
        }
        if (!isCacheable(task)) {
            return false;
        }
        byte[] result = cache.get(task.kind, task.payload, 0, task.payloadBytes);
        if (result != null) {
            hit(task, TaskEnd.SUCCEEDED, EndReason.DONE, result, 0, result.length);
            return true;
        }
        boolean follows = follows(task, byContent, byContent.join(task.kind, task.payload, 0, task.payloadBytes, task));
        if (!follows) {
            counters.add(DeskCounters.Count.CACHE_MISSES, 1);
        }
        return follows;
    }

    private boolean isCacheable(TaskRecord task) {
        return cache != null && (task.flags & Submission.CACHEABLE) != 0;
    }

    private static boolean follows(TaskRecord task, Flights<TaskRecord> flights, Flights.Seat<TaskRecord> seat) {
        task.flights = flights;
        task.seat = seat;
        if (seat.leads()) {
            return false;
        }
        task.state = TaskRecord.State.FOLLOWING;
        return true;
    }

    /** A task was done: what came of it is kept, and those that follow it get it. */
    void succeeded(TaskRecord task, TailMessage answer, long nowNs) {
        if (isCacheable(task)) {
            cache.put(task.kind, task.payload, 0, task.payloadBytes, answer.array(), answer.offset(), answer.length());
        }
        if (task.seat != null) {
            if (task.keyBytes > 0) {
                byte[] bytes = Arrays.copyOfRange(answer.array(), answer.offset(), answer.offset() + answer.length());
                remember(task, TaskEnd.SUCCEEDED, EndReason.DONE, bytes, nowNs);
            }
            endFollowers(task, TaskEnd.SUCCEEDED, EndReason.DONE, answer.array(), answer.offset(), answer.length());
        }
    }

    /**
     * A task is about to end otherwise. When it was tried, those that follow it get its end, if that is a failure or they have its
     * key; else one of them is to be done instead. One that follows just leaves.
     *
     * @return that one; null when there is none
     */
    TaskRecord ended(TaskRecord task, TaskEnd end, EndReason reason, String why, long nowNs) {
        if (task.seat == null) {
            return null;
        }
        boolean keyed = task.keyBytes > 0;
        if (end == TaskEnd.FAILED || keyed && task.attempts > 0) {
            byte[] bytes = why.getBytes(StandardCharsets.UTF_8);
            if (keyed) {
                remember(task, end, reason, bytes, nowNs);
            }
            endFollowers(task, end, reason, bytes, 0, bytes.length);
            return null;
        }
        TaskRecord next = task.flights.leave(task.seat);
        task.seat = null;
        return next;
    }

    /** Tasks that lead or follow others. */
    int seated() {
        return byKey.seated() + byContent.seated();
    }

    private void remember(TaskRecord task, TaskEnd end, EndReason reason, byte[] bytes, long nowNs) {
        remembered.remember(task.kind, task.key, 0, task.keyBytes, new Remembered(end, reason, bytes), nowNs);
        counters.set(DeskCounters.Count.KEYS_FORGOTTEN_EARLY, remembered.forgottenEarly());
    }

    private void endFollowers(TaskRecord task, TaskEnd end, EndReason reason, byte[] bytes, int offset, int count) {
        task.flights.close(task.seat);
        TaskRecord next = task.flights.leave(task.seat);
        task.seat = null;
        while (next != null) {
            TaskRecord follower = next;
            next = follower.flights.leave(follower.seat);
            follower.seat = null;
            hit(follower, end, reason, bytes, offset, count);
        }
    }

    private void hit(TaskRecord task, TaskEnd end, EndReason reason, byte[] bytes, int offset, int count) {
        counters.add(DeskCounters.Count.CACHE_HITS, 1);
        endings.end(task, end, reason, 0, bytes, offset, count);
    }
}
