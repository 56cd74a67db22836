package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The receiving half that all peers share: agents in a table that copy the body out and count, and the engine's own
 * recorder. One thread takes messages; any thread reads {@link #handled()}; one other thread at a time collects.
 */
final class Receiver {
    private static final VarHandle HANDLED = handle();
    private static final long COLLECT_POLL_NS = 50_000;
    private static final long COLLECT_LIMIT_NS = 5_000_000_000L;

    private final Tally[] table;
    private final byte[] body = new byte[PeerSystem.BODY_BYTES];
    private final LatencyRecorder recorder = new LatencyRecorder();
    private boolean begun;
    private long groupStartNs;
    private int inGroup;
    private long handled;

    Receiver(int agents) {
        this(new Stages(1, agents));
    }

    Receiver(Stages stages) {
        table = stages.tallies();
    }

    /** Where a body is copied to before {@link #take} or {@link #takeAlone}. */
    byte[] body() {
        return body;
    }

    /** Begins a batch; {@link #take} does where this was not called. */
    void begin() {
        groupStartNs = System.nanoTime();
        begun = true;
    }

    /** Gives a message of a batch to its agent. */
    void take(long correlation, long source, long target, int template, long dueNs, long sentNs) {
        if (!begun || inGroup == 0 && groupStartNs - sentNs < 0) {
            begin(); // what was sent after the last group's end came while the queue was being drained
        }
        table[(int) target].add(correlation, source, template);
        recorder.add(0, dueNs, sentNs);
        HANDLED.setRelease(this, handled + 1);
        if (++inGroup >= recorder.groupSize()) {
            endGroup();
        }
    }

    /** Gives a message to its agent where batches cannot be seen: the clock is read for it, and what it said is returned. */
    long takeAlone(long correlation, long source, long target, int template, long dueNs, long sentNs) {
        long nowNs = System.nanoTime();
        table[(int) target].add(correlation, source, template);
        recorder.add(0, dueNs, sentNs);
        recorder.endGroup(nowNs, nowNs, 1);
        recorder.swapIfRequested();
        HANDLED.setRelease(this, handled + 1);
        return nowNs;
    }

    /** Counts faults of a body that an agent got, 0 or more. */
    void fault(int agent, int faults) {
        table[agent].fault(faults);
    }

    /** Ends a batch, which may have been empty. */
    void end() {
        if (inGroup > 0) {
            endGroup();
        }
        begun = false;
        recorder.swapIfRequested();
    }

    /** Deliveries: messages taken, once for each agent that took them. */
    long handled() {
        return (long) HANDLED.getAcquire(this);
    }

    /** Messages out of place or with a wrong body, over all agents, once the receiving thread has ended. */
    long outOfPlace() {
        return Arrays.stream(table).mapToLong(Tally::outOfPlace).sum();
    }

    /** Moves the latencies out, as {@link PeerSystem#collectLatency} says, while the consumer lives. */
    void collectLatency(LatencyHistograms into, BooleanSupplier alive) {
        recorder.requestSwap(new KindHistograms());
        long startNs = System.nanoTime();
        KindHistograms given;
        while ((given = recorder.takeSwapped()) == null) {
            if (!alive.getAsBoolean()) {
                throw new SystemFailedException("the consumer has ended and keeps its latencies");
            }
            if (System.nanoTime() - startNs > COLLECT_LIMIT_NS) {
                throw new SystemFailedException(
                        "the consumer did not give its latencies within " + COLLECT_LIMIT_NS + " ns");
            }
            LockSupport.parkNanos(COLLECT_POLL_NS);
        }
        given.addTo(into);
    }

    private void endGroup() {
        long nowNs = System.nanoTime();
        recorder.endGroup(groupStartNs, nowNs, inGroup);
        groupStartNs = nowNs;
        inGroup = 0;
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(Receiver.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
