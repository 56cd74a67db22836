package io.ringswarm.engine.work.coalesce;

import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers single calls of a downstream service into batches, and gives each caller its own answer, once. A batch is sent when
 * it is full or its first call has waited for the linger bound, whichever comes first; while all flights are taken it waits,
 * and an unfinished one goes on growing.
 *
 * <p>Any thread may call any method, virtual ones and shards' too: only {@link #close} waits. A short lock guards the
 * gathering; no code of the user runs under it but, where equal requests are shared, their {@code equals} and {@code hashCode}.
 * The batch function and whatever callers attached to their stages run on the executor: never on the thread of another
 * caller's {@link #call}, nor on the alarm's. There are two exceptions: with an executor that refuses work, callers are failed
 * on {@link ForkJoinPool#commonPool()}; and those whom closing fails or had to wait for are completed by the closing thread.
 * The executor must not run things on the thread that calls it. A continuation that blocks delays other callers of its batch.
 *
 * <p>Libraries that were looked at do not do this: java-dataloader batches by an explicit dispatch within one web request,
 * without bounds on what waits or is in flight, and its scheduled registry polls; Reactor's {@code bufferTimeout} with a sink
 * would bring a stream library into every service, and leaves answers, bounds and closing to its user.
 *
 * @param <Q> a request; with equal ones shared, its {@code equals} and {@code hashCode} tell which are
 * @param <A> an answer
 */
public final class Coalescer<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(Coalescer.class);

    private final BatchFunction<Q, A> function;
    private final Executor executor;
    private final Alarm alarm;
    private final Duration linger;
    private final Gatherer<Q, A> gatherer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition delivered = lock.newCondition();

    /**
     * A coalescer, open for calls.
     *
     * @param options how it gathers
     * @param function calls downstream
     * @param executor runs the function and what callers attach; remains the caller's, to be shut down after this
     * @param alarm tells when a linger bound has passed
     */
    public Coalescer(CoalescerOptions options, BatchFunction<Q, A> function, Executor executor, Alarm alarm) {
        this.function = Objects.requireNonNull(function, "function");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.alarm = Objects.requireNonNull(alarm, "alarm");
        linger = options.linger();
        gatherer = new Gatherer<>(options);
    }

    /**
     * Asks for an answer. Never waits.
     *
     * @param request not null
     * @return completes once: with the answer; with what {@link Answer#failed} says; with {@link BatchFailedException} when the
     *     whole batch failed; or with {@link CallRefusedException}, at once when too many calls wait or the coalescer is closed,
     *     later when closing came first
     * @throws RuntimeException what {@code equals} or {@code hashCode} of a request throws, which is not taken then
     */
    public CompletionStage<A> call(Q request) {
        Objects.requireNonNull(request, "request");
        CompletableFuture<A> caller;
        Batch<Q, A> begun = null;
        Batch<Q, A> ready;
        lock.lock();
        try {
            CallRefusedException refusal = gatherer.refusal();
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            boolean begins = gatherer.open() == null;
            caller = gatherer.add(request);
            ready = gatherer.next();
            if (begins) {
                begun = gatherer.open();
            }
        } finally {
            lock.unlock();
        }
        if (begun != null && !linger.isZero()) {
            setAlarm(begun);
        }
        send(ready);
        return caller;
    }

    private void setAlarm(Batch<Q, A> batch) {
        try {
            batch.calledOffBy(alarm.after(linger, () -> lingered(batch)));
        } catch (RuntimeException e) {
            LOG.warn("no alarm for a batch, which does not wait for others now", e);
            lingered(batch);
        }
    }

    private void lingered(Batch<Q, A> batch) {
        Batch<Q, A> ready;
        lock.lock();
        try {
            gatherer.lingered(batch);
            ready = gatherer.next();
        } finally {
            lock.unlock();
        }
        send(ready);
    }

    /** Hands a batch to the executor; null for none. */
    private void send(Batch<Q, A> batch) {
        if (batch == null) {
            return;
        }
        try {
            executor.execute(() -> run(batch));
        } catch (Throwable e) {
            LOG.warn("the executor did not take a batch of {} request(s)", batch.requestCount(), e);
            Throwable why = new BatchFailedException(
                    "the executor did not take the batch of " + batch.requestCount() + " request(s)", e);
            ForkJoinPool.commonPool().execute(() -> settle(batch, Outcome.failed(why)));
        }
        callOff(batch);
    }

    private static void callOff(Batch<?, ?> batch) {
        try {
            batch.leave();
        } catch (RuntimeException e) {
            LOG.warn("an alarm was not called off", e);
        }
    }

    /** On the executor. */
    private void run(Batch<Q, A> batch) {
        if (batch.isSettled()) {
            return; // closing has failed it before its turn came
        }
        int requests = batch.requestCount();
        try {
            CompletionStage<List<Answer<A>>> stage = function.answer(batch.requests());
            if (stage == null) {
                settle(batch, Outcome.of(requests, null));
                return;
            }
            Thread runner = Thread.currentThread();
            boolean[] attaching = {true}; // of this thread alone
            stage.whenComplete((answers, thrown) -> {
                if (Thread.currentThread() == runner && attaching[0]) {
                    conclude(batch, answers, thrown);
                } else {
                    onExecutor(() -> conclude(batch, answers, thrown));
                }
            });
            attaching[0] = false;
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            settle(batch, Outcome.threw(requests, e));
        }
    }

    private void onExecutor(Runnable step) {
        try {
            executor.execute(step);
        } catch (Throwable e) {
            LOG.warn("the executor did not take a batch's answers", e);
            ForkJoinPool.commonPool().execute(step);
        }
    }

    private void conclude(Batch<Q, A> batch, List<Answer<A>> answers, Throwable thrown) {
        int requests = batch.requestCount();
        Outcome<A> outcome;
        try {
            outcome = thrown != null ? Outcome.threw(requests, thrown) : Outcome.of(requests, answers);
        } catch (RuntimeException e) { // of a list that cannot be read
            outcome = Outcome.threw(requests, e);
        }
        settle(batch, outcome);
    }

    /** The next batch need not wait until this one's callers have done with their answers. */
    private void settle(Batch<Q, A> batch, Outcome<A> outcome) {
        if (!batch.settle(outcome)) {
            LOG.debug("answers came after the batch of {} request(s) had ended", batch.requestCount());
            return;
        }
        Batch<Q, A> ready;
        lock.lock();
        try {
            gatherer.settled(batch);
            ready = gatherer.next();
        } finally {
            lock.unlock();
        }
        send(ready);
        deliver(batch);
    }

    private void deliver(Batch<Q, A> batch) {
        batch.deliver();
        lock.lock();
        try {
            gatherer.delivered(batch);
            delivered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more calls, sends what waits without lingering, and waits until every caller has its answer. What has none at
     * the limit is failed: with {@link CallRefusedException} when it was never sent, else with {@link BatchFailedException};
     * answers that come later are dropped. An interrupt of the caller does not cut the waiting short; its flag is up again
     * afterwards. A continuation that closes its own coalescer waits for itself in vain.
     *
     * @param limit how long at most, apart from what callers attached; zero or less: fails at once what is not answered
     * @return calls that closing has failed
     */
    public int close(Duration limit) {
        long deadlineNs = System.nanoTime() + TimeLimit.ns(limit);
        Batch<Q, A> ready;
        lock.lock();
        try {
            gatherer.close();
            ready = gatherer.next();
        } finally {
            lock.unlock();
        }
        send(ready);
        int failed = 0;
        for (Batch<Q, A> batch : awaitDelivery(deadlineNs)) {
            failed += give(batch);
        }
        return failed;
    }

    /** Answers what is undelivered at the deadline. */
    private List<Batch<Q, A>> awaitDelivery(long deadlineNs) {
        boolean interrupted = false;
        lock.lock();
        try {
            long leftNs;
            while (!gatherer.isAllDelivered() && (leftNs = deadlineNs - System.nanoTime()) > 0) {
                try {
                    delivered.await(leftNs, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return gatherer.stop();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a batch up, or its answers out where somebody is held up in doing so. Answers how many calls that failed. */
    private int give(Batch<Q, A> batch) {
        Throwable why = batch.isSent()
                ? new BatchFailedException(
                        "the batch of " + batch.requestCount() + " request(s) had no answer when the coalescer closed",
                        null)
                : new CallRefusedException(
                        CallRefusedException.Reason.CLOSED, "the coalescer closed before it was sent");
        callOff(batch);
        boolean gaveUp = batch.settle(Outcome.failed(why));
        if (gaveUp) {
            lock.lock();
            try {
                gatherer.settled(batch);
            } finally {
                lock.unlock();
            }
        }
        deliver(batch);
        return gaveUp ? batch.callCount() : 0;
    }

    /**
     * What it has done.
     *
     * @return now, all numbers at one moment
     */
    public CoalescerCounters counters() {
        lock.lock();
        try {
            return gatherer.counters();
        } finally {
            lock.unlock();
        }
    }
}
