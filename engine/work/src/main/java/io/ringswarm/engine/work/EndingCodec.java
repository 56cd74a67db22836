package io.ringswarm.engine.work;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.work.wire.Templates;

/** Reads endings for those who wait for a stage. The desk writes them by another codec of the same template. */
final class EndingCodec<R> implements BodyCodec<EndingCodec.Holder<R>> {
    private final TaskKind<?, R> kind;

    EndingCodec(TaskKind<?, R> kind) {
        this.kind = kind;
    }

    @Override
    public Template template() {
        return Templates.ENDING;
    }

    @Override
    public void encode(Holder<R> value, BodyWriter out) {
        throw new UnsupportedOperationException("endings are written by the desk");
    }

    @Override
    public void decode(BodyReader in, Holder<R> into) {
        into.result = new EndReader<>(kind, ending -> {}).result(in);
    }

    /** Where a result is put. */
    static final class Holder<R> {
        private TaskResult<R> result;

        TaskResult<R> result() {
            return result;
        }
    }
}
