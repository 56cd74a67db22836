package io.ringswarm.harness.peers;

import org.jctools.queues.MpscArrayQueue;

/**
 * The array queue of JCTools for many producers and one consumer, with as many places as the rings have. It has no values
 * of its own, so a freshly copied object goes through for each message. The consumer drains in batches, which
 * <a href="https://github.com/JCTools/JCTools/blob/master/jctools-core/src/main/java/org/jctools/queues/MessagePassingQueue.java">{@code
 * MessagePassingQueue}</a> offers for throughput; nothing waits but by spinning.
 */
final class JctoolsOneWay extends FrameSystem {
    private static final int BATCH = 256;

    private final MpscArrayQueue<Frame> queue = new MpscArrayQueue<>(CAPACITY);
    private final Poller poller;

    JctoolsOneWay(int agents) {
        super(Chain.end(agents));
        poller = new Poller(receiver(), this::drain);
    }

    @Override
    public String version() {
        return LibraryVersion.of(MpscArrayQueue.class);
    }

    @Override
    boolean offer(Frame frame) {
        return queue.offer(frame);
    }

    @Override
    boolean alive() {
        return poller.alive();
    }

    @Override
    public void close() {
        poller.close();
    }

    private int drain() {
        return queue.drain(frame -> frame.takenBy(receiver()), BATCH);
    }
}
