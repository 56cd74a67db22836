package io.ringswarm.engine.agent;

/**
 * The 64-bit address of an agent.
 *
 * <pre>
 *   63       56 55                      32 31                               0
 *  +-----------+--------------------------+----------------------------------+
 *  |   shard   | generation, 1 and up     | index in the shard's table       |
 *  +-----------+--------------------------+----------------------------------+
 * </pre>
 *
 * The generation tells an agent from those that had its index before; as it is never 0, neither is an address.
 */
public final class AgentAddress {
    /** Most shards that an address can tell apart. */
    public static final int MAX_SHARDS = 128;

    /** In the place of the shard: not an agent, but somebody outside the engine who waits for replies. */
    public static final int OUTSIDE = 255;

    /** An address that no agent has: of a router, which gets nothing itself. */
    public static final long NOBODY = (long) OUTSIDE - 1 << 56;

    private static final int GENERATION_SHIFT = Integer.SIZE;
    private static final int SHARD_SHIFT = 56;
    private static final int GENERATION_MASK = (1 << (SHARD_SHIFT - GENERATION_SHIFT)) - 1;

    private AgentAddress() {}

    /**
     * Composes an address.
     *
     * @param shard 0 to {@link #MAX_SHARDS} - 1, or {@link #OUTSIDE}
     * @param generation 1 and up
     * @param index in the shard's table
     * @return the address
     */
    public static long of(int shard, int generation, int index) {
        return (long) shard << SHARD_SHIFT | (long) generation << GENERATION_SHIFT | index;
    }

    /**
     * The index in the shard's table.
     *
     * @param address an address
     * @return 0 and up
     */
    public static int index(long address) {
        return (int) address;
    }

    /**
     * The shard.
     *
     * @param address an address
     * @return 0 and up
     */
    public static int shard(long address) {
        return (int) (address >>> SHARD_SHIFT);
    }

    /**
     * The generation that follows.
     *
     * @param generation the last agent's at the index, 0 when there was none
     * @return 1 and up; after some 16 million agents at one index it begins again
     */
    public static int nextGeneration(int generation) {
        return generation == GENERATION_MASK ? 1 : generation + 1;
    }
}
