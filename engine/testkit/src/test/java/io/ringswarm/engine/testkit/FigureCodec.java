package io.ringswarm.engine.testkit;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.Message;

/** A number, then its filler. */
class FigureCodec implements BodyCodec<Figure> {
    static final FigureCodec FIGURES = new FigureCodec();
    static final Template TEMPLATE = new Template(70, 3, 1);

    /** The number in a message, which must be intact. */
    static long number(Message message) {
        Figure figure = message.read(FIGURES, new Figure());
        if (!figure.intact) {
            throw new AssertionError("figure " + figure.number + " was damaged on its way");
        }
        return figure.number;
    }

    @Override
    public Template template() {
        return TEMPLATE;
    }

    @Override
    public void encode(Figure figure, BodyWriter out) {
        out.length(figure.bytes);
        out.putLong(0, figure.number);
        for (int i = Figure.MIN_BYTES; i < figure.bytes; i++) {
            out.putByte(i, figure.filler(i));
        }
    }

    @Override
    public void decode(BodyReader in, Figure into) {
        into.number = in.getLong(0);
        into.bytes = in.length();
        into.intact = true;
        for (int i = Figure.MIN_BYTES; i < into.bytes; i++) {
            into.intact &= in.getByte(i) == into.filler(i);
        }
    }
}
