package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for threads that have no sender of their own, with a future for each answer. One sender is shared under a lock;
 * one thread, made with the first ask, decodes answers and hands them to the executor. Any thread.
 */
final class AskDoor {
    private static final Logger LOG = LoggerFactory.getLogger(AskDoor.class);

    private static final long LAST_ANSWERS_MS = 1_000;

    /** How long a closing engine waits at most for answers to be counted, ns, and how often it looks. */
    private static final long COUNTING_LIMIT_NS = 100_000_000;

    private static final long COUNTING_PARK_NS = 20_000;

    private final String threadName;
    private final Supplier<Sender> newSender;
    private final Completions completions;
    private final ReentrantLock lock = new ReentrantLock();
    private Sender sender;
    private Thread thread;
    private volatile boolean closing;

    AskDoor(String threadName, Supplier<Sender> newSender, Completions completions) {
        this.threadName = threadName;
        this.newSender = newSender;
        this.completions = completions;
    }

    <T, R> CompletionStage<R> ask(
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            Duration timeout,
            Supplier<? extends R> into,
            BodyCodec<R> replyCodec) {
        Pending<R> pending = new Pending<>(into, replyCodec);
        lock.lock();
        try {
            if (sender == null && !closing) {
                start();
            }
            Offer offer = closing && sender == null
                    ? Offer.CLOSED
                    : sender.ask(target, value, codec, envelope, timeout, pending);
            if (offer == Offer.ACCEPTED) {
                pending.askId = sender.lastAskId();
                wake(); // it may time out before anything that the thread parks for
            } else {
                pending.future.completeExceptionally(new AskFailedException(offer));
            }
        } finally {
            lock.unlock();
        }
        return pending.future;
    }

    /**
     * After the engine has stopped: waits until the thread has handed on what was answered, so that it counts as that. Not
     * for long, as what waits for an answer may keep the thread. Any thread, the door's own included, for which there is no wait.
     */
    void awaitAnswers() {
        long giveUpNs = System.nanoTime() + COUNTING_LIMIT_NS;
        while (!hasHandedOn() && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(this, COUNTING_PARK_NS);
        }
    }

    /** Never waits for the thread, which may hold the lock while it runs what waits for the caller. */
    private boolean hasHandedOn() {
        if (lock.isHeldByCurrentThread()) {
            return true;
        }
        if (!lock.tryLock()) {
            return false;
        }
        try {
            wake();
            return sender == null || sender.asksInFlight() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** After the engine has stopped: ends what is left, and the thread. */
    void close() {
        closing = true;
        Thread running;
        lock.lock();
        try {
            running = thread;
            wake();
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            join(running);
        }
    }

    private static void join(Thread running) {
        try {
            running.join(LAST_ANSWERS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            LOG.warn("{} is still busy with what waits for answers, and was left behind", running.getName());
        }
    }

    /** Ends the thread's park, also one that it has not begun yet. With the lock held. */
    private void wake() {
        LockSupport.unpark(thread);
    }

    private void start() {
        sender = newSender.get();
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        int told = 0;
        while (!closing || told > 0 || hasInFlight()) {
            told = poll();
            if (told == 0 && !closing) {
                sender.asks().park();
            }
        }
    }

    private int poll() {
        lock.lock();
        try {
            int told = sender.poll();
            sender.asks().parkUntilNs(System.nanoTime() + sender.asks().untilTimeOutNs());
            return told;
        } catch (Exception e) {
            LOG.error("an answer could not be handed on", e);
            return 1;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasInFlight() {
        lock.lock();
        try {
            return sender.asksInFlight() > 0;
        } finally {
            lock.unlock();
        }
    }

    private void cancel(long askId) {
        lock.lock();
        try {
            sender.cancelAsk(askId);
        } finally {
            lock.unlock();
        }
    }

    /** One ask. */
    private final class Pending<R> implements ReplyHandler {
        private final Supplier<? extends R> into;
        private final BodyCodec<R> codec;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private volatile long askId;

        Pending(Supplier<? extends R> into, BodyCodec<R> codec) {
            this.into = Objects.requireNonNull(into, "into");
            this.codec = Objects.requireNonNull(codec, "replyCodec");
            future.whenComplete((answer, failure) -> {
                if (future.isCancelled() && askId != 0) {
                    cancel(askId);
                }
            });
        }

        @Override
        public void onReply(AskOutcome outcome, Message reply) {
            if (outcome != AskOutcome.ANSWERED) {
                completions.run(() -> future.completeExceptionally(new AskFailedException(outcome)));
                return;
            }
            completions.run(decode(reply));
        }

        /** What users' code throws ends this ask only: the thread goes on. */
        private Runnable decode(Message reply) {
            try {
                R answer = into.get();
                reply.read(codec, answer);
                return () -> future.complete(answer);
            } catch (Throwable e) {
                return () -> future.completeExceptionally(e);
            }
        }
    }
}
