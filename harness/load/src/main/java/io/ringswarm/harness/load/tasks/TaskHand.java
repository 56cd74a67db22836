package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.Timer;
import io.ringswarm.engine.work.Task;
import io.ringswarm.engine.work.TaskHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Does the tasks of a load: waits as long as each takes, by a timer of the worker's agent, and answers. Chance may have it throw or
 * not answer; what it was told to give up it does. Confined to its worker's shard.
 */
final class TaskHand implements TaskHandler<TaskOrder, TaskOutcome> {
    private final TaskBook book;
    private final TaskChances chances;
    private final double slowdown;
    private final List<Place> places = new ArrayList<>();
    private final Deque<Place> free = new ArrayDeque<>();
    private final TaskOutcome outcome = new TaskOutcome();

    /**
     * A hand that does nothing yet.
     *
     * @param book takes down what is started
     * @param chances what befalls it
     * @param slowdown how many times as long it takes
     */
    TaskHand(TaskBook book, TaskChances chances, double slowdown) {
        this.book = book;
        this.chances = chances;
        this.slowdown = slowdown;
    }

    /** One task in hand, and the timer of those that are there one after the other. */
    private final class Place {
        private final Timer timer;
        private Task<TaskOutcome> task;
        private long key;

        Place(Task<TaskOutcome> first) {
            timer = first.agent().newTimer((fired, dueNs, self) -> end());
        }

        private void end() {
            Task<TaskOutcome> ended = task;
            leave();
            succeed(ended, key);
        }

        private void leave() {
            task = null;
            free.push(this);
        }
    }

    @Override
    public void onTask(TaskOrder order, Task<TaskOutcome> task) {
        book.started(task.taskId(), task.agent().nowNs());
        TaskChances.Fate fate = chances.of(task.taskId(), task.attempt());
        if (fate == TaskChances.Fate.THROWN) {
            throw new IllegalStateException("as the scenario says");
        }
        if (fate == TaskChances.Fate.DONE && order.durationNs == 0) {
            succeed(task, order.key);
            return;
        }
        Place place = free.isEmpty() ? newPlace(task) : free.pop();
        place.task = task.keep();
        place.key = order.key;
        if (fate == TaskChances.Fate.DONE) {
            place.timer.once(Duration.ofNanos((long) (order.durationNs * slowdown)));
        }
    }

    @Override
    public void onCancel(long ticket) {
        for (Place place : places) {
            if (place.task != null && place.task.ticket() == ticket) {
                Task<TaskOutcome> cancelled = place.task;
                place.timer.cancel();
                place.leave();
                cancelled.fail("given up");
                return;
            }
        }
    }

    private Place newPlace(Task<TaskOutcome> first) {
        Place place = new Place(first);
        places.add(place);
        return place;
    }

    private void succeed(Task<TaskOutcome> task, long key) {
        outcome.key = key;
        outcome.madeFor = task.taskId();
        outcome.madeNs = task.agent().nowNs();
        task.succeed(outcome);
    }
}
