package io.ringswarm.harness.load.workload;

import java.util.Random;

/** The body of a load test's messages: six fields, reused from one message to the next. Confined to one thread. */
public final class LoadMessage {
    private static final long PAYLOAD_SEED = 20231116L;

    /** Counts the messages of one producer to one agent, from 0. */
    public long sequence;

    /** When it is due, ns of the engine's clock; in a closed loop when it was staged. */
    public long timeNs;

    /** The producer's number. */
    public int source;

    /** The agent's number. */
    public int target;

    /** Request or token. */
    public int type;

    /** The payload; of the length that the scenario says. */
    public final byte[] payload;

    /**
     * A message with a payload of zeros.
     *
     * @param payloadBytes its length
     */
    public LoadMessage(int payloadBytes) {
        payload = new byte[payloadBytes];
    }

    /** Fills the payload with bytes that no encoding can make smaller, the same in every run. */
    public LoadMessage withNoise() {
        new Random(PAYLOAD_SEED).nextBytes(payload);
        return this;
    }
}
