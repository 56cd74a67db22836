package io.ringswarm.harness.load.selftest;

/** What is stalled in a run of the self-test. */
public enum StallKind {
    /** Nothing: what a quiet run shows. */
    CONTROL("control", "nothing"),
    /** The thread that sends, as it looks when the next message is due. */
    GENERATOR("generator", "the generator's thread"),
    /** The handler of one agent, which holds up the agents of its shard and no others. */
    HANDLER("handler", "one agent's handler, on one of two shards"),
    /** All shards, between two messages, so that no handler takes long. */
    SHARD("shard", "both shards' threads, between messages"),
    /** The whole process, from outside. */
    JVM("jvm", "the whole process");

    private final String text;
    private final String what;

    StallKind(String text, String what) {
        this.text = text;
        this.what = what;
    }

    /** The name on the command line and in the document. */
    public String text() {
        return text;
    }

    /** What is stalled, in words. */
    public String what() {
        return what;
    }

    /** Whether messages wait before they are sent, and not after. */
    boolean delaysSending() {
        return this == GENERATOR || this == JVM;
    }

    /** Whether the messages of a shard wait. */
    boolean holdsUp(int shard) {
        return this != CONTROL && (this != HANDLER || shard == StallWitness.STALLED_SHARD);
    }
}
