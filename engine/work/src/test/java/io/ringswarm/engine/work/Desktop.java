package io.ringswarm.engine.work;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A work in an engine that runs when a test says so, one kind of task that doubles figures, and the ends that were heard. */
final class Desktop implements AutoCloseable {
    final TestEngine engine;
    final Work work;
    final TaskKind<Figure, Figure> doubling;
    final Submitter submitter;
    final List<TaskResult<Long>> ends = new ArrayList<>();
    private final EndReader<Figure> reader;
    private final AgentRef pulseRef;
    private int hands;

    Desktop(WorkContext context) {
        this(new EngineContext(), context);
    }

    Desktop(EngineContext engineContext, WorkContext context) {
        engine = TestEngine.launch(engineContext);
        work = Work.open(engine.engine(), context.seed(1));
        doubling = work.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        pulseRef = engine.spawn("pulse", Pulse::new);
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
        Hands hands = new Hands(this);
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
        if (engine.counters().batchEndFaults() > 0) {
            throw new AssertionError("an agent's onBatchEnd threw, see the log: " + engine.counters());
        }
        engine.close();
    }

    /** Has something done by the agent of a worker that has been given a task at least once. */
    void act(Hands hands, Runnable what) {
        actSoon(hands, what);
        run();
        if (!hands.toDo.isEmpty()) {
            throw new AssertionError("the worker's agent was not reached");
        }
    }

    /** Has something done by a worker's agent in the next run. */
    void actSoon(Hands hands, Runnable what) {
        hands.toDo.add(what);
        engine.tell(pulseRef, Figure.of(hands.number), Figure.CODEC);
    }

    /** Answers a worker's question when a test says so, so that something is done by the worker's agent. */
    private static final class Pulse implements Agent {
        private final Map<Long, ReplyTicket> askers = new HashMap<>();

        @Override
        public void onMessage(Message message, AgentContext self) {
            Figure figure = message.read(Figure.CODEC, new Figure());
            if (message.isAsk()) {
                askers.put(figure.value, new ReplyTicket().take(message));
            } else {
                self.reply(askers.remove(figure.value), figure, Figure.CODEC);
            }
        }
    }

    /** A worker that keeps what it is given, and does what the test says. */
    static final class Hands implements TaskHandler<Figure, Figure> {
        final List<Task<Figure>> held = new ArrayList<>();
        final List<Long> figures = new ArrayList<>();
        final List<Long> cancelled = new ArrayList<>();
        private final Deque<Runnable> toDo = new ArrayDeque<>();
        private final Desktop desktop;
        private final int number;
        private boolean asking;
        Worker worker;

        private Hands(Desktop desktop) {
            this.desktop = desktop;
            number = desktop.hands++;
        }

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            figures.add(payload.value);
            held.add(task.keep());
            ask(task.agent());
        }

        private void ask(AgentContext self) {
            if (!asking) {
                asking = self.ask(
                                desktop.pulseRef,
                                Figure.of(number),
                                Figure.CODEC,
                                Duration.ofDays(1000),
                                (outcome, reply) -> {
                                    asking = false;
                                    while (!toDo.isEmpty()) {
                                        toDo.poll().run();
                                    }
                                    ask(self);
                                })
                        == Offer.ACCEPTED;
            }
        }

        @Override
        public void onCancel(long ticket) {
            cancelled.add(ticket);
        }

        /** Says that a task is done; answers what the worker is told. */
        boolean succeed(int index) {
            boolean[] told = new boolean[1];
            desktop.act(this, () -> told[0] = held.get(index).succeed(Figure.of(2 * figures.get(index))));
            return told[0];
        }

        boolean fail(int index) {
            boolean[] told = new boolean[1];
            desktop.act(this, () -> told[0] = held.get(index).fail("failed by hand"));
            return told[0];
        }

        /** Ends all that it has; answers how many it had. */
        int succeedAll() {
            int[] done = new int[1];
            desktop.act(this, () -> {
                for (int i = 0; i < held.size(); i++) {
                    if (!held.get(i).isCancelled()) {
                        held.get(i).succeed(Figure.of(2 * figures.get(i)));
                        done[0]++;
                    }
                }
            });
            return done[0];
        }
    }
}
