package io.ringswarm.engine.delivery;

import io.ringswarm.engine.DeadLetterListener;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.ring.LaneRing;
import java.lang.invoke.VarHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One thread, its rings and its agents. The loop takes from each lane, in the order of priority, at most the lane's quota
 * of published slots, gives them back, and ends the batch; with nothing to take it idles. It ends when the engine drains
 * and every claimed slot is accounted for, or when the engine stops.
 */
public final class Shard implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final WaitNever SILENT = new WaitNever();

    private final int index;
    private final NanoClock clock;
    private final Lifecycle lifecycle;
    private final IdleStrategy idle;
    private final Doorbell doorbell = new Doorbell(this::hasWork);
    private final LaneReader[] lanes = new LaneReader[Priority.COUNT];
    private final AgentTable agents;
    private final ShardCounters counters = new ShardCounters();
    private final LatencyRecorder recorder = new LatencyRecorder();
    private final Dispatcher dispatcher;
    private final ShardExit exit;

    /**
     * A shard that has not been started.
     *
     * @param index 0 and up
     * @param ringSlots slots of each lane's ring, a power of two
     * @param slotBytes their stride
     * @param idle this shard's own
     * @param clock the engine's
     * @param lifecycle the engine's
     * @param deadLetterListener the engine's
     */
    public Shard(
            int index,
            int ringSlots,
            int slotBytes,
            IdleStrategy idle,
            NanoClock clock,
            Lifecycle lifecycle,
            DeadLetterListener deadLetterListener) {
        this.index = index;
        this.idle = idle;
        this.clock = clock;
        this.lifecycle = lifecycle;
        agents = new AgentTable(index, clock);
        dispatcher = new Dispatcher(agents, counters, recorder, new DeadLetters(deadLetterListener, counters));
        exit = new ShardExit(lifecycle);
        for (Priority priority : Priority.values()) {
            LaneRing ring = new LaneRing(ringSlots, slotBytes, idle.parks() ? doorbell : SILENT);
            lanes[priority.ordinal()] = new LaneReader(ring, priority.quota());
        }
    }

    /**
     * This shard's agents.
     *
     * @return the table
     */
    public AgentTable agents() {
        return agents;
    }

    /**
     * The ring of a lane.
     *
     * @param lane a {@link Priority}'s ordinal
     * @return the ring
     */
    public LaneRing ring(int lane) {
        return lanes[lane].ring();
    }

    /**
     * How this shard's messages ended.
     *
     * @return the counters
     */
    public ShardCounters counters() {
        return counters;
    }

    /**
     * How long this shard's messages took.
     *
     * @return the recorder
     */
    public LatencyRecorder recorder() {
        return recorder;
    }

    /** Makes a parked shard look around. Any thread. */
    public void wake() {
        doorbell.ring();
    }

    @Override
    public void run() {
        try {
            loop();
        } catch (ShardExit.AbandonedException e) {
            LOG.warn("shard {} came back after it had been given up", index);
        } catch (Throwable e) {
            lifecycle.fail(e);
            FaultLog.log(LOG, Level.ERROR, "shard " + index + " died; the engine accepts nothing more", e);
        } finally {
            recorder.finish();
        }
    }

    /**
     * Gives the shard up after the engine has stopped, as its agent does not return.
     *
     * @return false while the shard is accounting for a message, which takes it a few instructions
     */
    public boolean abandon() {
        return exit.abandon();
    }

    /**
     * Messages that were accepted and that the shard has left behind. Only once the shard has ended or was given up.
     *
     * @return how many
     */
    public long countRemaining() {
        long remaining = 0;
        for (LaneReader lane : lanes) {
            remaining += lane.countRemaining();
        }
        return remaining;
    }

    /**
     * Whether some sender is between claim and publication, so that {@link #countRemaining()} would miss its messages.
     *
     * @return true when one is
     */
    public boolean hasUnpublished() {
        for (LaneReader lane : lanes) {
            if (lane.hasUnpublished()) {
                return true;
            }
        }
        return false;
    }

    private void loop() {
        while (!lifecycle.isStopped()) {
            int taken = 0;
            for (LaneReader lane : lanes) {
                taken += poll(lane);
            }
            if (taken > 0) {
                dispatcher.endBatch();
                idle.reset();
            } else if (!lifecycle.isAccepting() && isDrained()) {
                return;
            } else {
                idle.idle(doorbell);
            }
            recorder.swapIfRequested();
        }
    }

    private int poll(LaneReader lane) {
        LaneRing ring = lane.ring();
        long next = lane.positionAcquire() + 1;
        long available = ring.availableFrom(next, lane.quota());
        if (available < next) {
            return 0;
        }
        long groupStartNs = clock.nanoTime();
        long sequence = next;
        while (sequence <= available && !lifecycle.isStopped()) {
            long groupStart = sequence;
            long groupEnd = Math.min(available, sequence + recorder.groupSize() - 1);
            while (sequence <= groupEnd && !lifecycle.isStopped()) {
                dispatcher.dispatch(ring, sequence, groupStartNs, exit);
                lane.positionRelease(sequence);
                sequence++;
            }
            long groupEndNs = clock.nanoTime();
            recorder.endGroup(groupStartNs, groupEndNs, (int) (sequence - groupStart));
            groupStartNs = groupEndNs;
        }
        ring.release(sequence - 1);
        exit.settle();
        return (int) (sequence - next);
    }

    private boolean hasWork() {
        if (!lifecycle.isAccepting() || recorder.swapRequested()) {
            return true;
        }
        for (LaneReader lane : lanes) {
            if (lane.hasNext()) {
                return true;
            }
        }
        return false;
    }

    private boolean isDrained() {
        VarHandle.fullFence();
        for (LaneReader lane : lanes) {
            if (!lane.isDrained()) {
                return false;
            }
        }
        return true;
    }
}
