package io.ringswarm.engine.work.desk;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Tasks by their id. Ids are given in order, so that tasks which are open together mostly have neighbouring ones: each has its
 * place in an array by the lowest bits of its id, next to those that came with it, and only where two meet does the younger one go
 * to a map. Confined to the desk.
 */
final class TasksById {
    private final TaskRecord[] places;
    private final int mask;
    private final Long2ObjectHashMap<TaskRecord> displaced = new Long2ObjectHashMap<>();
    private int size;

    TasksById(int capacity) {
        places = new TaskRecord[Math.max(16, Integer.highestOneBit(capacity) << 1)];
        mask = places.length - 1;
    }

    /** False when there is a task with this id. */
    boolean add(TaskRecord task) {
        int place = (int) task.taskId & mask;
        TaskRecord there = places[place];
        if (there == null && (displaced.isEmpty() || !displaced.containsKey(task.taskId))) {
            places[place] = task;
        } else if (there != null && there.taskId == task.taskId || displaced.putIfAbsent(task.taskId, task) != null) {
            return false;
        }
        size++;
        return true;
    }

    /** Does nothing when it is not there. */
    void remove(TaskRecord task) {
        int place = (int) task.taskId & mask;
        if (places[place] == task) {
            places[place] = null;
            size--;
        } else if (!displaced.isEmpty() && displaced.get(task.taskId) == task) {
            displaced.remove(task.taskId);
            size--;
        }
    }

    /** Null when there is none. */
    TaskRecord get(long taskId) {
        TaskRecord there = places[(int) taskId & mask];
        return there != null && there.taskId == taskId ? there : displaced.get(taskId);
    }

    int size() {
        return size;
    }

    List<TaskRecord> copy() {
        List<TaskRecord> all = new ArrayList<>(displaced.values());
        for (TaskRecord task : places) {
            if (task != null) {
                all.add(task);
            }
        }
        return all;
    }
}
