package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.wire.WireCodec;
import io.ringswarm.codecs.wire.WireEncoding;
import io.ringswarm.codecs.wire.WireTemplateCodec;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;

/** Bodies that hold all six fields themselves: agents look at nothing in the frame. */
final class TickContent implements Content<Tick> {
    private static final Template TEMPLATE = new Template(1, 1, 0);

    private final BodyCodec<Tick> codec;

    private TickContent(BodyCodec<Tick> codec) {
        this.codec = codec;
    }

    /** In Chronicle Wire binary with field numbers, by Chronicle; fails where its JVM flags are missing. */
    static TickContent byChronicle() {
        return new TickContent(new WireCodec<>(TEMPLATE, new TickMapping(), WireEncoding.BINARY));
    }

    /** The same bytes, by a template; fails where Chronicle's JVM flags are missing. */
    static TickContent byTemplate() {
        return new TickContent(new WireTemplateCodec<>(TEMPLATE, new TickMapping()));
    }

    @Override
    public Tick newBody() {
        Tick tick = new Tick();
        tick.type = TEMPLATE.id();
        return tick;
    }

    @Override
    public BodyCodec<Tick> codec() {
        return codec;
    }

    @Override
    public void stamp(Tick tick) {
        tick.timeNs = System.nanoTime();
    }

    @Override
    public void address(Tick tick, Envelope envelope, long correlation, int target) {
        tick.sequence = correlation;
        tick.target = target;
    }

    @Override
    public void take(Message message, Tick into, Tally tally) {
        message.read(codec, into);
        tally.add(into.sequence, into.source, into.type);
        tally.fault(tally.isOf(into.target) ? 0 : 1);
    }
}
