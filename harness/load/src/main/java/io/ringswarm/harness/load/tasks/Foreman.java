package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.work.Submitter;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.TaskEnding;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.TaskOptions;
import io.ringswarm.engine.work.Work;
import io.ringswarm.harness.load.scenario.WorkSettings;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * An agent that submits the tasks of a round, all in one call where no gaps lie between them, and hears how each ends. It keeps the
 * book. Another thread gives it rounds and waits for their end; what that one reads it may read between rounds only, but for the
 * counts.
 */
final class Foreman implements Agent {
    /** No more tasks are open at a time: ends make room for the rest of a round. */
    static final int MOST_OPEN = 1024;

    private static final Duration AGAIN = Duration.ofNanos(200_000);

    private final Work work;
    private final TaskKind<TaskOrder, TaskOutcome> kind;
    private final TaskChances chances;
    private final TaskBook book;
    private final KeyBook keys;
    private final UnaryOperator<ReplyHandler> guise;
    private final SampleRecorder toEnd = SampleRecorder.ofResponses();
    private final Histogram toStart = LatencyHistograms.newHistogram();
    private final Histogram toEndInAll = LatencyHistograms.newHistogram();
    private final long[] promisedUntilNs = new long[16 * MOST_OPEN];
    private final int[] keyOf = new int[16 * MOST_OPEN];
    private final LiveCount accepted = new LiveCount();
    private final LiveCount acceptedInAll = new LiveCount();
    private final LiveCount heard = new LiveCount();
    private final LiveCount heardAgain = new LiveCount();
    private final TaskOrder order = new TaskOrder();
    private final TaskOptions once;
    private final TaskOptions again;
    private AgentContext self;
    private Submitter submitter;
    private ReplyHandler reader;
    private Timer timer;
    private long startNs;
    private int submitted;
    private int open;
    private int endedOfRound;
    private long refused;
    private long wrongResults;
    private volatile Thread waiting;
    private volatile Round round;
    private volatile boolean stopped;
    private volatile long tookNs = -1;

    /**
     * A foreman without a round.
     *
     * @param work where tasks are submitted
     * @param kind of what kind they are
     * @param settings what the scenario says
     * @param chances what befalls tasks
     * @param book takes down what becomes of them
     * @param guise may put another in front of who hears of ends
     */
    Foreman(
            Work work,
            TaskKind<TaskOrder, TaskOutcome> kind,
            WorkSettings settings,
            TaskChances chances,
            TaskBook book,
            UnaryOperator<ReplyHandler> guise) {
        this.work = work;
        this.kind = kind;
        this.chances = chances;
        this.book = book;
        this.guise = guise;
        keys = new KeyBook(settings.keys(), settings.cacheTtlNs());
        once = options(settings);
        again = options(settings).idempotent();
    }

    private static TaskOptions options(WorkSettings settings) {
        TaskOptions options = new TaskOptions().timeLimit(Duration.ofNanos(settings.timeLimitNs()));
        return settings.isCached() ? options.cacheable() : options;
    }

    /** Gives it a round, to be begun by a message. The thread that waits for its end. */
    void prepare(Round next) {
        tookNs = -1;
        stopped = false;
        waiting = Thread.currentThread();
        round = next;
    }

    /** What the round took, from its first submit to its last end; -1 while it lasts. */
    long tookNs() {
        return tookNs;
    }

    /** Submits no more of the round. */
    void stop() {
        stopped = true;
    }

    @Override
    public void onStart(AgentContext context) {
        self = context;
        submitter = work.submitter(context);
        reader = guise.apply(kind.onEnd(this::ended));
        timer = context.newTimer((fired, dueNs, agent) -> submitSome());
    }

    /** Begins the round. */
    @Override
    public void onMessage(Message message, AgentContext context) {
        startNs = context.nowNs();
        submitted = 0;
        endedOfRound = 0;
        submitSome();
    }

    private void submitSome() {
        Round current = round;
        while (submitted < current.tasks() && open < MOST_OPEN && !stopped) {
            long nowNs = self.nowNs();
            long dueNs = startNs + current.submitNs(submitted);
            if (dueNs - nowNs > 0) {
                timer.once(Duration.ofNanos(dueNs - nowNs));
                return;
            }
            if (submit(current, nowNs) != Offer.ACCEPTED) {
                timer.once(AGAIN);
                return;
            }
        }
        endIfOver();
    }

    private Offer submit(Round current, long nowNs) {
        long taskId = submitter.lastTaskId() + 1; // nobody else submits
        int slot = (int) taskId & keyOf.length - 1;
        int key = current.key(submitted);
        order.key = key < 0 ? taskId : key;
        order.durationNs = current.durationNs(submitted);
        boolean repeatable = chances.isIdempotent(taskId);
        TaskOptions options = repeatable ? again : once;
        if (current.estimateNs(submitted) > 0) {
            options.cost(Duration.ofNanos(current.estimateNs(submitted)));
        }
        keyOf[slot] = key;
        promisedUntilNs[slot] = key < 0 ? 0 : keys.certainUntilNs(key);
        book.submits(taskId, nowNs, repeatable);
        Offer offer = submitter.submit(kind, order, options, reader);
        if (submitter.lastTaskId() != taskId) {
            throw new IllegalStateException("task=" + submitter.lastTaskId() + " (expected: " + taskId + ")");
        }
        if (offer == Offer.ACCEPTED) {
            accepted.increment();
            acceptedInAll.increment();
            submitted++;
            open++;
        } else {
            refused++;
            book.ended(taskId, TaskEnd.REJECTED);
        }
        return offer;
    }

    private void ended(TaskEnding<TaskOutcome> ending) {
        if (ending.end() == null) {
            return; // the engine has closed: nothing is known of the task, and the book says so
        }
        long nowNs = self.nowNs();
        long taskId = ending.taskId();
        if (!book.ended(taskId, ending.end())) {
            heardAgain.increment();
            return;
        }
        long submitNs = book.submitNs(taskId);
        long firstNs = book.firstStartNs(taskId);
        toEnd.record(submitNs, nowNs);
        toEndInAll.recordValue(Math.max(0, nowNs - submitNs));
        if (firstNs != 0) {
            toStart.recordValue(Math.max(0, firstNs - submitNs));
        }
        if (ending.end() == TaskEnd.SUCCEEDED) {
            check(taskId, ending.value(), submitNs, firstNs, nowNs);
        }
        heard.increment();
        open--;
        endedOfRound++;
        submitSome();
    }

    private void check(long taskId, TaskOutcome result, long submitNs, long firstNs, long nowNs) {
        int slot = (int) taskId & keyOf.length - 1;
        int key = keyOf[slot];
        boolean mine = result != null && result.madeFor == taskId;
        if (result == null || result.key != (key < 0 ? taskId : key) || mine != (firstNs != 0) || key < 0 && !mine) {
            wrongResults++;
        } else if (key >= 0) {
            if (mine) {
                keys.done(firstNs, promisedUntilNs[slot]);
            } else {
                keys.hit(key, result, submitNs);
            }
            keys.heard(key, result, nowNs);
        }
    }

    private void endIfOver() {
        boolean all = submitted == round.tasks() || stopped;
        if (all && open == 0 && tookNs < 0) {
            tookNs = self.nowNs() - startNs;
            LockSupport.unpark(waiting);
        }
    }

    /** Starts from zero. Between rounds. */
    void reset() {
        book.reset();
        keys.reset();
        toStart.reset();
        toEndInAll.reset();
        accepted.reset();
        refused = 0;
        wrongResults = 0;
    }

    KeyBook keys() {
        return keys;
    }

    TaskBook book() {
        return book;
    }

    SampleRecorder toEnd() {
        return toEnd;
    }

    Histogram toStart() {
        return toStart;
    }

    Histogram toEndInAll() {
        return toEndInAll;
    }

    /** Tasks that were accepted since the last reset. Any thread. */
    long accepted() {
        return accepted.get();
    }

    /** Tasks that were accepted since the beginning. Any thread. */
    long acceptedInAll() {
        return acceptedInAll.get();
    }

    /** Tasks of which the end was heard, since the beginning. Any thread. */
    long heard() {
        return heard.get();
    }

    /** Ends of tasks of which one had been heard, since the beginning. Any thread. */
    long heardAgain() {
        return heardAgain.get();
    }

    /** Submits that were not accepted, since the last reset. */
    long refused() {
        return refused;
    }

    /** Tasks that succeeded with a result that is not theirs. */
    long wrongResults() {
        return wrongResults;
    }
}
