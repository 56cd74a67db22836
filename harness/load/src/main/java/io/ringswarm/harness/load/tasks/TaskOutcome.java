package io.ringswarm.harness.load.tasks;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** What comes of a task of a load: its result, which says who made it. Used again; confined to one thread at a time. */
final class TaskOutcome {
    static final BodyCodec<TaskOutcome> CODEC = new Codec();

    /** The content that it is the result of. */
    long key;

    /** The task that a worker made it for. */
    long madeFor;

    /** When. */
    long madeNs;

    /** Fixed, little-endian. 0: key int64 | 8: task int64 | 16: time int64, ns */
    private static final class Codec extends FixedCodec<TaskOutcome> {
        private static final int TEMPLATE_ID = 2002;
        private static final int KEY_OFFSET = 0;
        private static final int MADE_FOR_OFFSET = KEY_OFFSET + Long.BYTES;
        private static final int MADE_OFFSET = MADE_FOR_OFFSET + Long.BYTES;
        private static final int BYTES = MADE_OFFSET + Long.BYTES;

        private Codec() {
            super(new Template(TEMPLATE_ID, 1, 0), BYTES, BYTES);
        }

        @Override
        protected void write(TaskOutcome value, BodyWriter out) {
            out.putLong(KEY_OFFSET, value.key);
            out.putLong(MADE_FOR_OFFSET, value.madeFor);
            out.putLong(MADE_OFFSET, value.madeNs);
        }

        @Override
        protected void read(BodyReader in, TaskOutcome into) {
            into.key = in.getLong(KEY_OFFSET);
            into.madeFor = in.getLong(MADE_FOR_OFFSET);
            into.madeNs = in.getLong(MADE_OFFSET);
        }
    }
}
