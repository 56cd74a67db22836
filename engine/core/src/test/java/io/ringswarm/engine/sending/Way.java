package io.ringswarm.engine.sending;

/** A way to send, and what it holds when nobody takes anything from it. */
enum Way {
    TELL(Begin.OUTSIDE, 0, SendBench.SLOTS),
    STAGE_AND_FLUSH(Begin.OUTSIDE, 0, SendBench.SLOTS),
    PATIENT_TELL(Begin.OUTSIDE, 0, SendBench.SLOTS),
    ENGINE_TELL(Begin.OUTSIDE, 0, SendBench.SLOTS),
    SENDER_ASK(Begin.OUTSIDE, 0, SendBench.SLOTS),
    ENGINE_ASK(Begin.OUTSIDE, 0, SendBench.SLOTS),
    SEND_IN_THE_SHARD(Begin.AGENT, 0, SendBench.SLOTS),
    SEND_ACROSS(Begin.AGENT, 1, 2 * SendBench.SLOTS),
    PARK_IN_THE_SHARD(Begin.AGENT, 0, SendBench.SLOTS + SendBench.RESERVE),
    PARK_ACROSS(Begin.AGENT, 1, 2 * SendBench.SLOTS + SendBench.RESERVE),
    ASK_IN_THE_SHARD(Begin.AGENT, 0, SendBench.SLOTS),
    ASK_ACROSS(Begin.AGENT, 1, SendBench.ASKS),
    PLAIN_REPLY_IN_THE_SHARD(Begin.ANSWERER, 0, SendBench.SLOTS),
    PLAIN_REPLY_ACROSS(Begin.ANSWERER, 1, 2 * SendBench.SLOTS),
    REPLY_IN_THE_SHARD(Begin.ANSWERER, 0, SendBench.ASKS),
    REPLY_ACROSS(Begin.ANSWERER, 1, SendBench.ASKS),
    REPLY_OUTSIDE(Begin.ANSWERER, 0, SendBench.ASKS);

    /** Who sends. */
    enum Begin {
        /** A thread outside. */
        OUTSIDE,
        /** An agent in its call. */
        AGENT,
        /** An agent that was sent something by the receiver. */
        ANSWERER
    }

    final Begin begin;
    /** The receiver's shard; the agent that sends is on shard 0. */
    final int shard;
    /** How many messages are accepted before one is refused. */
    final int capacity;

    Way(Begin begin, int shard, int capacity) {
        this.begin = begin;
        this.shard = shard;
        this.capacity = capacity;
    }

    /** Whether what is sent goes into the place that an ask holds for it. */
    boolean answersAsks() {
        return this == REPLY_IN_THE_SHARD || this == REPLY_ACROSS || this == REPLY_OUTSIDE;
    }

    boolean asks() {
        return this == SENDER_ASK || this == ENGINE_ASK || this == ASK_IN_THE_SHARD || this == ASK_ACROSS;
    }

    boolean parks() {
        return this == PARK_IN_THE_SHARD || this == PARK_ACROSS;
    }

    /** Whether the sender says what the envelope is; replies take it from what they answer. */
    boolean hasEnvelope() {
        return begin != Begin.ANSWERER && this != ENGINE_ASK;
    }
}
