package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.queue.TaskQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.collections.Long2ObjectHashMap;

/** Tasks that wait for permits of semaphores: those that need the same ones in one queue. Confined to the desk. */
final class HeldUp {
    private final StartGate gate;
    private final int capacity;
    private final Long2ObjectHashMap<TaskQueue<TaskRecord>> queues = new Long2ObjectHashMap<>();
    private final Deque<TaskRecord> released = new ArrayDeque<>();

    HeldUp(StartGate gate, int capacity) {
        this.gate = gate;
        this.capacity = capacity;
    }

    void add(TaskRecord task) {
        TaskQueue<TaskRecord> queue = queues.get(task.semaphores);
        if (queue == null) {
            queue = new TaskQueue<>(capacity);
            queues.put(task.semaphores, queue);
        }
        task.state = TaskRecord.State.HELD_UP;
        queue.add(task, task.lane, task.submittedNs - task.costNs, task.loadNs);
    }

    void remove(TaskRecord task) {
        queues.get(task.semaphores).remove(task);
    }

    /** The next task whose permits have become free, so that it may try again; null when there is none. */
    TaskRecord poll() {
        if (released.isEmpty() && gate.takePermitsFreed()) {
            queues.forEach((mask, queue) -> {
                for (int left = gate.startable(mask, queue.depth()); left > 0; left--) {
                    released.add(queue.poll());
                }
            });
        }
        return released.poll();
    }
}
