package io.ringswarm.engine.agent;

import io.ringswarm.engine.ring.FramePool;

/**
 * Why an agent takes no message for the moment, and what it keeps meanwhile: messages of its own that found no room, in
 * the shard's reserve, and messages for it, in the shard's stash. It lasts until both are empty. Confined to the shard's
 * thread, but for the fields that other shards read to find agents that wait for each other in a circle.
 */
public final class Suspension {
    private final FramePool.FrameList parked;
    private final FramePool.FrameList stashed;
    private volatile long waitsFor;
    private volatile long waitingSinceNs;
    private volatile long round;

    /**
     * An agent's, empty.
     *
     * @param parked list in the reserve
     * @param stashed list in the stash
     */
    public Suspension(FramePool.FrameList parked, FramePool.FrameList stashed) {
        this.parked = parked;
        this.stashed = stashed;
    }

    /**
     * Messages of the agent that found no room.
     *
     * @return the list, in the order in which they were sent
     */
    public FramePool.FrameList parked() {
        return parked;
    }

    /**
     * Messages for the agent.
     *
     * @return the list, in the order in which they came
     */
    public FramePool.FrameList stashed() {
        return stashed;
    }

    /**
     * Notes that the first parked message has gone, or could go but for room in a queue, which always comes.
     */
    public void waitsForNobody() {
        if (waitsFor != 0) {
            waitsFor = 0;
            round = round + 1;
        }
    }

    /**
     * Notes that the first parked message waits for an agent that admits nothing.
     *
     * @param address that agent's
     * @param nowNs since when, unless it was so already
     * @return false when it was so already
     */
    public boolean waitsFor(long address, long nowNs) {
        if (waitsFor == address) {
            return false;
        }
        waitingSinceNs = nowNs;
        round = round + 1;
        waitsFor = address;
        return true;
    }

    /**
     * The agent that the first parked message waits for. Any thread.
     *
     * @return its address, or 0
     */
    public long waitsFor() {
        return waitsFor;
    }

    /**
     * Since when it waits for that agent. Any thread.
     *
     * @return ns of the engine's clock
     */
    public long waitingSinceNs() {
        return waitingSinceNs;
    }

    /**
     * Changes whenever the agent begins or ends to wait for another. Any thread.
     *
     * @return a number that never comes again
     */
    public long round() {
        return round;
    }
}
