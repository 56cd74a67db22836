package io.ringswarm.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A factory for agents whose constructors are slow, that has some made ahead: with it, spawning one, or restarting one on its
 * shard's thread, takes as long as with a quick constructor. Each agent that is taken is replaced on the executor. Any
 * thread.
 */
public final class WarmAgents implements Supplier<Agent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmAgents.class);

    private final int ahead;
    private final Executor executor;
    private final Supplier<? extends Agent> factory;
    private final Queue<Agent> made = new ConcurrentLinkedQueue<>();
    private final AtomicInteger madeOrBegun = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Has none made yet: {@link #fill()} begins.
     *
     * @param ahead how many to have ready; 1 and up
     * @param executor runs the constructors, as many in parallel as it has threads
     * @param factory makes an agent; any thread
     * @throws IllegalArgumentException when the number is not positive
     */
    public WarmAgents(int ahead, Executor executor, Supplier<? extends Agent> factory) {
        if (ahead < 1) {
            throw new IllegalArgumentException("ahead=" + ahead + " (expected: 1 or more)");
        }
        this.ahead = ahead;
        this.executor = Objects.requireNonNull(executor, "executor");
        this.factory = Objects.requireNonNull(factory, "factory");
    }

    /**
     * Begins to make as many as are missing.
     *
     * @return completed when these are made; exceptionally with what the factory threw, when it did so for one of them
     */
    public CompletionStage<Void> fill() {
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (int i = 0;
                i < ahead && !closed && beginOne();
                i++) { // each once, as one that throws at once is missing again
            begun.add(makeOne());
        }
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
    }

    /**
     * Takes one that is ready; when none is, makes one on the calling thread.
     *
     * @return an agent that nobody else has got
     */
    @Override
    public Agent get() {
        Agent ready = made.poll();
        if (ready != null) {
            madeOrBegun.decrementAndGet();
        }
        fill();
        return ready != null ? ready : factory.get();
    }

    /**
     * How many are ready.
     *
     * @return 0 to the number to have ready
     */
    public int ready() {
        return made.size();
    }

    /** Makes no more ahead, and forgets those that are ready. Idempotent; {@link #get()} goes on. */
    @Override
    public void close() {
        closed = true;
        made.clear();
    }

    private boolean beginOne() {
        int now = madeOrBegun.get();
        while (now < ahead) {
            int seen = madeOrBegun.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    private CompletableFuture<Void> makeOne() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    made.add(Objects.requireNonNull(factory.get(), "the factory's agent"));
                    if (closed) {
                        made.clear();
                    }
                    done.complete(null);
                } catch (Throwable e) {
                    failed(done, e);
                }
            });
        } catch (Throwable e) {
            failed(done, e); // refused
        }
        return done;
    }

    /** The next one that is taken begins another attempt. */
    private void failed(CompletableFuture<Void> done, Throwable thrown) {
        madeOrBegun.decrementAndGet();
        LOG.warn("an agent could not be made ahead", thrown);
        done.completeExceptionally(thrown);
    }
}
