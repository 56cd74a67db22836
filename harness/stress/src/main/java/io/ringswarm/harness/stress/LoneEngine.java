package io.ringswarm.harness.stress;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine without threads, for stress tests of what stands on an engine: who invokes it is its shard. All tries of a test share
 * it, as an engine has megabytes; each has agents of its own. An invocation runs what is there of other tries, too, and one that
 * was made as tries are set up and looked at may come from several threads, one after the other.
 */
public final class LoneEngine {
    /** With the frame, the longest message of a work whose tasks have a few bytes. */
    private static final int SLOT_BYTES = 256;

    /** More than all tries between two looks at their results send: a nudge that found no room would come later than the look. */
    private static final int RING_SLOTS = 1 << 15;

    private static final Engine ENGINE = Engine.launch(LoneShard.smallest()
            .invokerMode(true)
            .ringSlots(RING_SLOTS)
            .slotBytes(SLOT_BYTES)
            .maxBodyBytes(SLOT_BYTES / 2)
            .completionExecutor(Runnable::run));
    private static final AtomicLong NAMES = new AtomicLong();

    private LoneEngine() {}

    /**
     * The engine.
     *
     * @return in invoker mode
     */
    public static Engine engine() {
        return ENGINE;
    }

    /**
     * A name that nobody has.
     *
     * @return for an agent
     */
    public static String newName() {
        return "n" + NAMES.incrementAndGet();
    }

    /** Runs the shard until it finds nothing to do. */
    public static synchronized void invoke() {
        int idle = 0;
        while (idle < 2) {
            idle = ENGINE.invoke() == 0 ? idle + 1 : 0;
        }
    }

    /**
     * A work for one task at a time.
     *
     * @return its desk has started
     */
    public static Work openWork() {
        Work work = Work.open(
                ENGINE, new WorkContext().name(newName()).maxOpenTasks(1).seed(1));
        invoke();
        return work;
    }

    /**
     * A kind of task, of one byte.
     *
     * @param work whose
     * @return it, the work's first
     */
    public static TaskKind<byte[], byte[]> kind(Work work) {
        return work.kind("kind", new BytesCodec(), () -> new byte[1], new BytesCodec(), () -> new byte[1]);
    }

    /**
     * Looks for answers.
     *
     * @param poll of a sender or a submitter whose handlers throw nothing
     * @return how many were told
     */
    public static int poll(Callable<Integer> poll) {
        try {
            return poll.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
