package io.ringswarm.engine.work;

import io.ringswarm.codecs.BodyCodec;
import java.util.function.Supplier;

/**
 * A kind of task: what its payload and its result look like. Made by {@link Work#kind}. Any thread.
 *
 * @param <P> the payload's type
 * @param <R> the result's type
 */
public final class TaskKind<P, R> {
    private final Work work;
    private final int index;
    private final String name;
    private final long capability;
    private final BodyCodec<P> payloadCodec;
    private final Supplier<? extends P> newPayload;
    private final BodyCodec<R> resultCodec;
    private final Supplier<? extends R> newResult;

    TaskKind(
            Work work,
            int index,
            String name,
            long capability,
            BodyCodec<P> payloadCodec,
            Supplier<? extends P> newPayload,
            BodyCodec<R> resultCodec,
            Supplier<? extends R> newResult) {
        this.work = work;
        this.index = index;
        this.name = name;
        this.capability = capability;
        this.payloadCodec = payloadCodec;
        this.newPayload = newPayload;
        this.resultCodec = resultCodec;
        this.newResult = newResult;
    }

    /**
     * What it is called.
     *
     * @return unique in its work
     */
    public String name() {
        return name;
    }

    /**
     * Its number.
     *
     * @return 0 and up, in the order in which kinds were made
     */
    public int index() {
        return index;
    }

    /**
     * How its payload is written.
     *
     * @return the codec
     */
    public BodyCodec<P> payloadCodec() {
        return payloadCodec;
    }

    /**
     * How its result is written.
     *
     * @return the codec
     */
    public BodyCodec<R> resultCodec() {
        return resultCodec;
    }

    /**
     * Makes an object for a payload to be decoded into.
     *
     * @return a new one
     */
    public P newPayload() {
        return newPayload.get();
    }

    /**
     * Makes an object for a result to be decoded into.
     *
     * @return a new one
     */
    public R newResult() {
        return newResult.get();
    }

    /**
     * Makes a reader of ends for one {@link Submitter}.
     *
     * @param handler is told of each task's end
     * @return to be given with each task
     */
    public EndReader<R> onEnd(TaskEndHandler<R> handler) {
        return new EndReader<>(this, handler);
    }

    /** The bit of the workers that do this kind. */
    long capability() {
        return capability;
    }

    Work work() {
        return work;
    }

    @Override
    public String toString() {
        return name;
    }
}
