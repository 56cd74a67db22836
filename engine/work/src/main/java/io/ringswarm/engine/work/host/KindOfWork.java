package io.ringswarm.engine.work.host;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.work.TaskFunction;
import io.ringswarm.engine.work.TaskHandler;
import io.ringswarm.engine.work.TaskKind;

/** One kind of task that a worker does, and how. Confined to the worker's shard thread. */
final class KindOfWork<P, R> {
    private final TaskKind<P, R> kind;
    private final TaskHandler<P, R> handler;
    private final TaskFunction<P, R> function;
    private final P payload;

    KindOfWork(TaskKind<P, R> kind, TaskHandler<P, R> handler, TaskFunction<P, R> function) {
        this.kind = kind;
        this.handler = handler;
        this.function = function;
        payload = handler == null ? null : kind.newPayload();
    }

    TaskKind<P, R> kind() {
        return kind;
    }

    TaskHandler<P, R> handler() {
        return handler;
    }

    TaskFunction<P, R> function() {
        return function;
    }

    /** Decodes into the object that is used again and again. */
    P decode(BodyReader in) {
        kind.payloadCodec().decode(in, payload);
        return payload;
    }
}
