package io.ringswarm.engine.work;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** A payload and a result for tests: one number. */
final class Figure {
    static final Codec CODEC = new Codec();

    long value;

    static Figure of(long value) {
        Figure figure = new Figure();
        figure.value = value;
        return figure;
    }

    static final class Codec extends FixedCodec<Figure> {
        private Codec() {
            super(new Template(900, 1, 0), Long.BYTES, Long.BYTES);
        }

        @Override
        protected void write(Figure value, BodyWriter out) {
            out.putLong(0, value.value);
        }

        @Override
        protected void read(BodyReader in, Figure into) {
            into.value = in.getLong(0);
        }
    }
}
