package io.ringswarm.harness.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

/**
 * A queue of the JDK with one consumer: {@code ArrayBlockingQueue}, which has the bound, or {@code LinkedTransferQueue},
 * which has none but the sender's credit. A freshly copied object goes through for each message. The consumer drains to
 * a list, which
 * <a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/concurrent/BlockingQueue.html">{@code
 * BlockingQueue}</a> says may be more efficient than to poll; the array's lock is not fair, which
 * <a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/concurrent/ArrayBlockingQueue.html">its
 * documentation</a> gives as the way to more throughput.
 */
final class BlockingQueueOneWay extends FrameSystem {
    private static final int BATCH = 256;

    private final BlockingQueue<Frame> queue;
    private final List<Frame> batch = new ArrayList<>(BATCH);
    private final Poller poller;

    private BlockingQueueOneWay(int agents, BlockingQueue<Frame> queue) {
        super(Chain.end(agents));
        this.queue = queue;
        poller = new Poller(receiver(), this::drain);
    }

    static BlockingQueueOneWay array(int agents) {
        return new BlockingQueueOneWay(agents, new ArrayBlockingQueue<>(CAPACITY));
    }

    static BlockingQueueOneWay transfer(int agents) {
        return new BlockingQueueOneWay(agents, new LinkedTransferQueue<>());
    }

    @Override
    public String version() {
        return System.getProperty("java.version");
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
        int drained = queue.drainTo(batch, BATCH);
        for (Frame frame : batch) {
            frame.takenBy(receiver());
        }
        batch.clear();
        return drained;
    }
}
