package io.ringswarm.engine;

import java.util.Objects;

/** How an agent is to be spawned. Not thread-safe; read once by each spawn, and may be used again. */
public final class AgentOptions {
    private static final Supervision RESUME = Supervision.always(Directive.RESUME);

    private boolean choosesShard;
    private boolean blocking;
    private boolean asksFirst;
    private boolean shedsNothing;
    private int shard;
    private Supervision supervision = RESUME;

    /** On the shards in turn, resumed after whatever it throws. */
    public AgentOptions() {}

    /**
     * On which shard it lives.
     *
     * @param index 0 to the number of shards - 1; default: the shards in turn, for a child its parent's
     * @return this
     */
    public AgentOptions shard(int index) {
        choosesShard = true;
        shard = index;
        return this;
    }

    /**
     * What becomes of it when it throws.
     *
     * @param whenItThrows default: it resumes
     * @return this
     */
    public AgentOptions supervision(Supervision whenItThrows) {
        supervision = Objects.requireNonNull(whenItThrows, "supervision");
        return this;
    }

    /**
     * Lets it block: its calls run on the {@link EngineContext#blockingExecutor}, one at a time, while messages for it are
     * stashed. The reference, the order and the supervision are those of any agent. Its context works only during a call, on
     * that call's thread; each method waits for the shard. It has no timers and no asks of its own, as it can wait.
     *
     * @return this
     */
    public AgentOptions blocking() {
        blocking = true;
        return this;
    }

    /**
     * Keeps places for its asks: once such an agent lives on a shard, others there leave a quarter of {@link
     * EngineContext#maxAsksInFlight}, one at least, to it and its like. For an agent that others ask and that must ask to answer them: else
     * those who wait for it could hold all places that it needs.
     *
     * @return this
     */
    public AgentOptions asksFirst() {
        asksFirst = true;
        return this;
    }

    /**
     * Keeps what is sent to it from being {@linkplain EngineContext#shedAfter shed}, however long it has waited. For an agent that keeps
     * account of what others say, and would wait for ever for what was dropped. Deadlines hold all the same.
     *
     * @return this
     */
    public AgentOptions shedsNothing() {
        shedsNothing = true;
        return this;
    }

    boolean shedsNothingChosen() {
        return shedsNothing;
    }

    boolean asksFirstChosen() {
        return asksFirst;
    }

    boolean isBlocking() {
        return blocking;
    }

    int shardOr(int other) {
        return choosesShard ? shard : other;
    }

    boolean choosesShard() {
        return choosesShard;
    }

    Supervision supervision() {
        return supervision;
    }
}
