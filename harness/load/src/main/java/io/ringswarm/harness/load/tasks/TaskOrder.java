package io.ringswarm.harness.load.tasks;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** What a task of a load asks for: its payload. Used again; confined to one thread at a time. */
final class TaskOrder {
    static final BodyCodec<TaskOrder> CODEC = new Codec();

    /** Which content it has; of tasks that are all different, its own number. */
    long key;

    /** How long it takes, ns; 0 when it ends at once. */
    long durationNs;

    /** Fixed, little-endian. 0: key int64 | 8: duration int64, ns */
    private static final class Codec extends FixedCodec<TaskOrder> {
        private static final int TEMPLATE_ID = 2001;
        private static final int KEY_OFFSET = 0;
        private static final int DURATION_OFFSET = KEY_OFFSET + Long.BYTES;
        private static final int BYTES = DURATION_OFFSET + Long.BYTES;

        private Codec() {
            super(new Template(TEMPLATE_ID, 1, 0), BYTES, BYTES);
        }

        @Override
        protected void write(TaskOrder value, BodyWriter out) {
            out.putLong(KEY_OFFSET, value.key);
            out.putLong(DURATION_OFFSET, value.durationNs);
        }

        @Override
        protected void read(BodyReader in, TaskOrder into) {
            into.key = in.getLong(KEY_OFFSET);
            into.durationNs = in.getLong(DURATION_OFFSET);
        }
    }
}
