package io.ringswarm.engine;

import io.ringswarm.engine.lifecycle.VirtualThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for agents that may block, made when the first of them is called: virtual ones where the JVM has them, else a pool.
 * Any thread.
 */
final class BlockingThreads implements Executor {
    /** Most threads of the pool; more calls wait for one. */
    static final int POOL_THREADS = 64;

    private static final long KEEP_ALIVE_S = 30;

    private final String name;
    private Executor threads;
    private boolean closed;

    BlockingThreads(String engine) {
        name = engine + "-blocking-";
    }

    @Override
    public void execute(Runnable call) {
        threads().execute(call);
    }

    /** Takes no further calls; those under way go on. */
    synchronized void close() {
        closed = true;
        if (threads instanceof ExecutorService pool) {
            pool.shutdown();
        }
    }

    private synchronized Executor threads() {
        if (closed) {
            throw new IllegalStateException("the engine has closed");
        }
        if (threads == null) {
            ThreadFactory virtual = VirtualThreads.factoryOrNull(name);
            threads = virtual != null ? call -> virtual.newThread(call).start() : pool();
        }
        return threads;
    }

    private ExecutorService pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                POOL_THREADS, POOL_THREADS, KEEP_ALIVE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
