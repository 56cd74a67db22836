package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.queue.TaskQueue;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Tasks that wait for something that a mask of bits stands for: those that need the same in one queue, as what one of them cannot
 * get, the others cannot either. Confined to the desk.
 */
final class WaitingByNeed {
    /** One mask, and who waits for it. */
    static final class Line {
        final long mask;
        final TaskQueue<TaskRecord> queue;

        private Line(long mask, int capacity) {
            this.mask = mask;
            queue = new TaskQueue<>(capacity);
        }
    }

    private final int capacity;
    private final Long2ObjectHashMap<Line> byMask = new Long2ObjectHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    WaitingByNeed(int capacity) {
        this.capacity = capacity;
    }

    void add(TaskRecord task, long mask) {
        Line line = byMask.get(mask);
        if (line == null) {
            line = new Line(mask, capacity);
            byMask.put(mask, line);
            lines.add(line);
        }
        line.queue.add(task, task.lane, task.submittedNs - task.costNs, task.loadNs);
    }

    void remove(TaskRecord task, long mask) {
        byMask.get(mask).queue.remove(task);
    }

    TaskRecord poll(Line line) {
        return line.queue.poll();
    }

    boolean isEmpty() {
        return depth() == 0;
    }

    int depth() {
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            depth += lines.get(i).queue.depth();
        }
        return depth;
    }

    /** One for each mask that anything has waited for. */
    List<Line> lines() {
        return lines;
    }
}
