package io.ringswarm.engine.work;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A work in an engine that runs when a test says so, one kind of task that doubles figures, and the ends that were heard. */
final class Desktop implements AutoCloseable {
    final TestEngine engine;
    final Work work;
    final TaskKind<Figure, Figure> doubling;
    final Submitter submitter;
    final List<TaskResult<Long>> ends = new ArrayList<>();
    private final EndReader<Figure> reader;

    Desktop(WorkContext context) {
        this(new EngineContext(), context);
    }

    Desktop(EngineContext engineContext, WorkContext context) {
        engine = TestEngine.launch(engineContext);
        work = Work.open(engine.engine(), context.seed(1));
        doubling = work.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        submitter = new Submitter(work, engine.sender(), null);
        reader = doubling.onEnd(ending -> ends.add(new TaskResult<>(
                ending.taskId(),
                ending.end(),
                ending.reason(),
                ending.value() == null ? null : ending.value().value,
                ending.why(),
                ending.tookNs())));
    }

    /** A worker that doubles at once. */
    Worker hireQuick(String name) {
        return work.hire(name, new WorkerOptions().handles(doubling, () -> (payload, task) -> {
            payload.value *= 2;
            task.succeed(payload);
        }));
    }

    /** A worker that keeps what it gets. */
    Hands hireHands(String name, WorkerOptions options) {
        Hands hands = new Hands();
        hands.worker = work.hire(name, options.handles(doubling, () -> hands));
        return hands;
    }

    /** Submits a figure; answers the task's number. */
    long submit(long figure, TaskOptions options) {
        Offer offer = offer(figure, options);
        if (offer != Offer.ACCEPTED) {
            throw new AssertionError("offer=" + offer);
        }
        return submitter.lastTaskId();
    }

    Offer offer(long figure, TaskOptions options) {
        return submitter.submit(doubling, Figure.of(figure), options, reader);
    }

    void run() {
        engine.runUntilIdle();
    }

    void advance(Duration time) {
        engine.advance(time);
    }

    TaskResult<Long> endOf(long taskId) {
        List<TaskResult<Long>> found =
                ends.stream().filter(end -> end.taskId() == taskId).toList();
        if (found.size() != 1) {
            throw new AssertionError("task " + taskId + " has ended " + found.size() + " times: " + found);
        }
        return found.get(0);
    }

    @Override
    public void close() {
        work.close();
        engine.close();
    }

    /** What a worker has been given and has not answered. */
    static final class Hands implements TaskHandler<Figure, Figure> {
        final List<Task<Figure>> held = new ArrayList<>();
        final List<Long> figures = new ArrayList<>();
        final List<Long> cancelled = new ArrayList<>();
        Worker worker;

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            figures.add(payload.value);
            held.add(task.keep());
        }

        @Override
        public void onCancel(long ticket) {
            cancelled.add(ticket);
        }
    }
}
