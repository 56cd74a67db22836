package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LocalQueue;
import io.ringswarm.engine.ring.OverflowBuffer;
import io.ringswarm.engine.ring.StagedRun;
import java.util.List;

/**
 * The ways that messages of a shard's agents take: the local queue of the lane for agents of the same shard, which would
 * wait for itself in its own ring; an outbox for each lane of another shard, which is published as a run when it holds
 * {@value #RUN} messages and after each batch. Neither ever blocks. Confined to the shard's thread, the counts at the end
 * readable by another.
 */
final class Routes {
    /** Messages that are published together. */
    private static final int RUN = 32;

    private final int shard;
    private final EngineConfig config;
    private final ShardCounters counters;
    private final FrameEncoder encoder;
    private final LocalQueue[] local = new LocalQueue[Priority.COUNT];
    private List<Shard> shards;
    private StagedRun[] outboxes;
    private int[] choice;
    private int chosen;
    private OverflowBuffer[] bodies;
    private int waiting;

    /**
     * Most bytes in a local queue that were too few for a frame. In no more than these it is not tried again, so that bodies
     * as long as earlier ones are encoded once, and cost no exception.
     */
    private int tooFewBytes;

    Routes(ShardParts parts, FrameEncoder encoder) {
        shard = parts.index();
        config = parts.config();
        counters = parts.counters();
        this.encoder = encoder;
        for (int lane = 0; lane < local.length; lane++) {
            local[lane] = new LocalQueue(config.localQueueSlots(), config.slotBytes(), config.maxBodyBytes());
        }
    }

    /** Names the shards to send to, this one included. Once, before any thread of the engine runs. */
    void connect(List<Shard> all) {
        shards = all;
        outboxes = new StagedRun[all.size() * Priority.COUNT];
        choice = new int[all.size()];
        bodies = new OverflowBuffer[all.size()];
    }

    LocalQueue local(int lane) {
        return local[lane];
    }

    /** Finds an agent of any shard, or null. */
    AgentCell find(long address) {
        int to = AgentAddress.shard(address);
        return address != 0 && to < shards.size() ? shards.get(to).agents().find(address) : null;
    }

    /** Whether the way to an agent leads nowhere, as its shard has died. */
    boolean isDead(long target) {
        int to = AgentAddress.shard(target);
        return to != shard && shards.get(to).isDead();
    }

    /** Whether one more message can go the way to an agent. Makes room in an outbox by publishing what it holds. */
    boolean hasRoom(long target, int lane) {
        int to = AgentAddress.shard(target);
        if (to == shard) {
            return local[lane].hasRoom();
        }
        StagedRun outbox = outbox(to, lane);
        return outbox.hasRoom() || publish(outbox) > 0;
    }

    /**
     * Encodes a message and sends it on its way, which must have {@linkplain #hasRoom room}. What the codec throws reaches
     * the caller, and nothing is sent.
     *
     * @return false when the body is too long for a slot and no overflow buffer is free
     */
    <T> boolean send(int flags, long source, long target, T value, BodyCodec<T> codec, Envelope envelope, long sentNs) {
        int lane = envelope.priority().ordinal();
        int to = AgentAddress.shard(target);
        if (to == shard) {
            return sendLocal(local[lane], flags, source, target, value, codec, envelope, sentNs);
        }
        StagedRun outbox = outbox(to, lane);
        if (!outbox.append(flags, source, target, value, codec, envelope, encoder)) {
            return false;
        }
        outbox.stampLast(sentNs);
        added(outbox);
        return true;
    }

    /** Sends a message encoded before on its way, which must have {@linkplain #hasRoom room}. */
    void forward(byte[] frames, int frame, OverflowBuffer buffer) {
        int lane = FrameHeader.priorityOf(FrameHeader.lead(frames, frame));
        int to = AgentAddress.shard(FrameHeader.target(frames, frame));
        if (to == shard) {
            local[lane].append(frames, frame, buffer);
        } else {
            StagedRun outbox = outbox(to, lane);
            outbox.append(frames, frame, buffer);
            added(outbox);
        }
    }

    /**
     * Chooses the living shards with subscribers, for {@link #publish} right after.
     *
     * @return whether each of them has room for one more on a lane
     */
    boolean canPublish(Subscribers subscribers, int lane) {
        chosen = 0;
        for (int to = 0; to < shards.size(); to++) {
            if (subscribers.of(to).length > 0 && (to == shard || !shards.get(to).isDead())) {
                if (!hasRoom(subscribers.address(to), lane)) {
                    return false;
                }
                choice[chosen++] = to;
            }
        }
        return true;
    }

    /**
     * Sends a copy to each shard that was chosen.
     *
     * @return how many; -1, and none was sent, when too few overflow buffers are left
     */
    <T> int publish(long source, Subscribers subscribers, T value, BodyCodec<T> codec, Envelope envelope, long sentNs) {
        byte[] scratch = encoder.scratch();
        if (chosen > 0
                && !encoder.encode(
                        scratch, 0, scratch.length, FrameLayout.FLAGS_TOPIC, source, 0, value, codec, envelope)) {
            return -1;
        }
        OverflowBuffer first = encoder.takeOverflow();
        if (first != null && !lendCopies(first, FrameHeader.lengthOf(FrameHeader.lead(scratch, 0)))) {
            return -1;
        }
        FrameHeader.sentNs(scratch, 0, sentNs);
        for (int i = 0; i < chosen; i++) {
            FrameHeader.target(scratch, 0, subscribers.address(choice[i]));
            forward(scratch, 0, bodies[i]);
            bodies[i] = null;
        }
        return chosen;
    }

    /**
     * Publishes what the outboxes hold, as far as there is room; what was for a dead shard is given up.
     *
     * @return how many messages have left the outboxes otherwise
     */
    int flush() {
        int published = 0;
        for (int i = 0; waiting > 0 && i < outboxes.length; i++) {
            StagedRun outbox = outboxes[i];
            if (outbox != null && outbox.count() > 0) {
                if (shards.get(i / Priority.COUNT).isDead()) {
                    int discarded = outbox.discardAll();
                    waiting -= discarded;
                    counters.countUndelivered(discarded);
                } else {
                    published += publish(outbox);
                }
            }
        }
        return published;
    }

    /**
     * What was sent to another shard so far.
     *
     * @return for each lane how many messages have been put into the outbox
     */
    long[] sentTo(int to) {
        long[] sent = new long[Priority.COUNT];
        for (int lane = 0; lane < sent.length; lane++) {
            StagedRun outbox = outboxes[to * Priority.COUNT + lane];
            sent[lane] = outbox == null ? 0 : outbox.left() + outbox.count();
        }
        return sent;
    }

    /** Whether so many messages have left the outboxes to a shard. */
    boolean hasLeft(int to, long[] sent) {
        for (int lane = 0; lane < sent.length; lane++) {
            StagedRun outbox = outboxes[to * Priority.COUNT + lane];
            if (outbox != null && outbox.left() < sent[lane]) {
                return false;
            }
        }
        return true;
    }

    /** Messages in the outboxes. */
    int waiting() {
        return waiting;
    }

    /** Messages in the local queues. */
    int waitingLocally() {
        int sum = 0;
        for (LocalQueue queue : local) {
            sum += queue.size();
        }
        return sum;
    }

    private <T> boolean sendLocal(
            LocalQueue queue,
            int flags,
            long source,
            long target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            long sentNs) {
        int frame = queue.tailOffset();
        int room = queue.tailRoomBytes();
        if (room <= tooFewBytes) {
            return sendLocalFromScratch(queue, flags, source, target, value, codec, envelope, sentNs);
        }
        byte[] slab = queue.slab();
        try {
            if (!encoder.encode(slab, frame, room, flags, source, target, value, codec, envelope)) {
                return false;
            }
            FrameHeader.sentNs(slab, frame, sentNs);
            queue.append(encoder.takeOverflow());
            return true;
        } catch (BodyTooLargeException e) {
            if (room >= encoder.longestFrameBytes()) {
                throw e;
            }
            tooFewBytes = room;
            return sendLocalFromScratch(queue, flags, source, target, value, codec, envelope, sentNs);
        }
    }

    private <T> boolean sendLocalFromScratch(
            LocalQueue queue,
            int flags,
            long source,
            long target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            long sentNs) {
        byte[] scratch = encoder.scratch();
        if (!encoder.encode(scratch, 0, scratch.length, flags, source, target, value, codec, envelope)) {
            return false;
        }
        FrameHeader.sentNs(scratch, 0, sentNs);
        queue.append(scratch, 0, encoder.takeOverflow());
        return true;
    }

    /** A buffer for each copy. Answers false, and has lent none, when too few are free. */
    private boolean lendCopies(OverflowBuffer first, int frameBytes) {
        bodies[0] = first;
        for (int i = 1; i < chosen; i++) {
            bodies[i] = encoder.copyOf(first, frameBytes - FrameLayout.HEADER_BYTES);
            if (bodies[i] == null) {
                while (--i >= 0) {
                    bodies[i].release();
                    bodies[i] = null;
                }
                return false;
            }
        }
        return true;
    }

    private void added(StagedRun outbox) {
        waiting++;
        if (outbox.count() >= RUN) {
            publish(outbox);
        }
    }

    private int publish(StagedRun outbox) {
        int sum = 0;
        int published;
        while (outbox.count() > 0 && (published = outbox.publishAccepted()) > 0) {
            sum += published;
        }
        waiting -= sum;
        return sum;
    }

    private StagedRun outbox(int to, int lane) {
        int index = to * Priority.COUNT + lane;
        StagedRun outbox = outboxes[index];
        if (outbox == null) {
            outbox = new StagedRun(
                    shards.get(to).ring(lane), config.outboxMessages(), config.slotBytes(), config.maxBodyBytes());
            outboxes[index] = outbox;
        }
        return outbox;
    }
}
