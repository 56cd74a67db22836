package io.ringswarm.engine.work.coalesce;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Runs what it was given when it is told to. One thread. */
final class HandExecutor implements Executor {
    private final Deque<Runnable> given = new ArrayDeque<>();

    @Override
    public void execute(Runnable command) {
        given.add(command);
    }

    int waiting() {
        return given.size();
    }

    void runAll() {
        while (!given.isEmpty()) {
            given.poll().run();
        }
    }
}
