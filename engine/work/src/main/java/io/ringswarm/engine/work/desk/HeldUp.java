package io.ringswarm.engine.work.desk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Tasks that wait for permits of semaphores. Confined to the desk. */
final class HeldUp {
    private final StartGate gate;
    private final WaitingByNeed waiting;
    private final Deque<TaskRecord> released = new ArrayDeque<>();

    HeldUp(StartGate gate, int capacity) {
        this.gate = gate;
        waiting = new WaitingByNeed(capacity);
    }

    void add(TaskRecord task) {
        task.state = TaskRecord.State.HELD_UP;
        waiting.add(task, task.semaphores);
    }

    void remove(TaskRecord task) {
        waiting.remove(task, task.semaphores);
    }

    /** The next task whose permits have become free, so that it may try again; null when there is none. */
    TaskRecord poll() {
        if (released.isEmpty() && gate.takePermitsFreed()) {
            List<WaitingByNeed.Line> lines = waiting.lines();
            for (int i = 0; i < lines.size(); i++) {
                WaitingByNeed.Line line = lines.get(i);
                for (int left = gate.startable(line.mask, line.queue.depth()); left > 0; left--) {
                    released.add(waiting.poll(line));
                }
            }
        }
        return released.poll();
    }
}
