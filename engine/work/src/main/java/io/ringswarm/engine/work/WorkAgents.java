package io.ringswarm.engine.work;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineHealth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The agents of one work that have not ended, and how many are being made: so closing leaves none behind. It is told of ends on the
 * shards' threads, and depends on no executor that its closer may be occupying. Any thread.
 */
final class WorkAgents {
    /** How often who waits looks whether the engine has failed: its agents may get no turn any more, which nobody tells. */
    static final long LOOK_NS = 20_000_000;

    private final Engine engine;
    private final Set<AgentRef> living = new HashSet<>();
    private int coming;
    private volatile boolean closing;

    WorkAgents(Engine engine) {
        this.engine = engine;
    }

    /** Answers null when the work is closing. What the factory or the engine throws reaches the caller. */
    AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory) {
        synchronized (this) {
            if (closing) {
                return null;
            }
            coming++;
        }
        AgentRef agent = null;
        CompletionStage<AgentEnd> end = null;
        try {
            // What desk and workers tell each other is told once: of a slot that is free, of a task to be given up.
            agent = engine.spawn(name, options.shedsNothing(), factory);
            end = engine.whenEnded(agent, Runnable::run);
        } finally {
            come(agent);
        }
        AgentRef made = agent;
        end.whenComplete((how, thrown) -> ended(made)); // thrown: the engine was closed
        if (closing) { // since it was looked at: who closes may have stopped the others already
            engine.stop(made);
            return null;
        }
        return made;
    }

    private synchronized void come(AgentRef agent) {
        coming--;
        if (agent != null) {
            living.add(agent);
        }
        notifyAll();
    }

    private synchronized void ended(AgentRef agent) {
        living.remove(agent);
        notifyAll();
    }

    /** From now on none is made. */
    synchronized void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Those that have not ended. */
    synchronized List<AgentRef> living() {
        return List.copyOf(living);
    }

    /** Which have not ended, for the log. */
    @Override
    public synchronized String toString() {
        return living + (coming == 0 ? "" : ", and " + coming + " being made");
    }

    private synchronized boolean isOver() {
        return coming == 0 && living.isEmpty();
    }

    /**
     * Waits until they have all ended, after they were stopped and {@link #close} was called. An interrupt does not cut that short;
     * its flag is up again afterwards. In an engine that has failed nobody is waited for. In invoker mode it runs the engine until
     * nothing is left to do there.
     *
     * @param untilNs {@link System#nanoTime()}
     * @return whether they have
     */
    boolean awaitEnds(long untilNs) {
        if (engine.config().invokerMode()) {
            while (!isOver() && System.nanoTime() - untilNs < 0 && engine.invoke() > 0) {
                Thread.onSpinWait();
            }
            return isOver();
        }
        boolean interrupted = false;
        synchronized (this) {
            long leftNs;
            while (!isOver()
                    && (leftNs = untilNs - System.nanoTime()) > 0
                    && engine.health().status() != EngineHealth.Status.FAILED) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.min(leftNs, LOOK_NS));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isOver();
    }
}
