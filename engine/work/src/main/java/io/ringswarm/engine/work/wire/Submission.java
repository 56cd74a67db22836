package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyWriter;

/** A task on its way to the desk. Mutable and reusable; confined to one thread. Written by its own codec, one per thread. */
public final class Submission {
    /** It may be done more than once. */
    public static final int IDEMPOTENT = 1;

    /** Its result may come from the cache and go there. */
    public static final int CACHEABLE = 2;

    private static final byte[] NO_KEY = {};

    final BodyWriter inner = new BodyWriter();
    long taskId;
    long needs;
    long semaphores;
    long affinity;
    long costNs;
    long deadlineNs;
    long timeLimitNs;
    int kind;
    int flags;
    byte[] key = NO_KEY;
    Object payload;
    BodyCodec<Object> payloadCodec;

    /** Nothing yet. */
    public Submission() {}

    /**
     * Which task, and what of.
     *
     * @param id the task's number
     * @param kindIndex its kind
     * @param bits {@link #IDEMPOTENT}, {@link #CACHEABLE}
     * @return this
     */
    public Submission task(long id, int kindIndex, int bits) {
        taskId = id;
        kind = kindIndex;
        flags = bits;
        return this;
    }

    /**
     * Who may do it.
     *
     * @param capabilities a bit for each that the worker must have
     * @param held a bit for each semaphore of which it holds a permit
     * @param affinityKey 0 for none
     * @return this
     */
    public Submission needs(long capabilities, long held, long affinityKey) {
        needs = capabilities;
        semaphores = held;
        affinity = affinityKey;
        return this;
    }

    /**
     * Its times.
     *
     * @param estimateNs what it will take, ns; 0 when not known
     * @param lastNs its deadline by the engine's clock
     * @param limitNs of one attempt, ns; 0 for that of the work
     * @return this
     */
    public Submission times(long estimateNs, long lastNs, long limitNs) {
        costNs = estimateNs;
        deadlineNs = lastNs;
        timeLimitNs = limitNs;
        return this;
    }

    /**
     * Its idempotency key.
     *
     * @param bytes not changed; null for none
     * @return this
     */
    public Submission key(byte[] bytes) {
        key = bytes == null ? NO_KEY : bytes;
        return this;
    }

    /**
     * Its payload.
     *
     * @param value written when this is encoded
     * @param codec how
     * @param <P> its type
     * @return this
     */
    @SuppressWarnings("unchecked")
    public <P> Submission payload(P value, BodyCodec<P> codec) {
        payload = value;
        payloadCodec = (BodyCodec<Object>) codec;
        return this;
    }
}
