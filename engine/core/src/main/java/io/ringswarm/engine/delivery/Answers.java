package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.ask.AskSlot;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.OverflowBuffer;

/**
 * Puts answers into the places that asks hold for them. The answer is encoded first, then the place is taken, then the
 * bytes are copied: no codec runs while an asker waits for the place. Confined to the answering shard's thread.
 */
final class Answers {
    private final AskDirectory directory;
    private final Lifecycle lifecycle;
    private final SenderCounters sent;
    private final ShardCounters counters;
    private final GroupClock time;
    private final FrameEncoder encoder;
    private final Envelope envelope = new Envelope();

    Answers(ShardParts parts, FrameEncoder encoder) {
        this.encoder = encoder;
        directory = parts.directory();
        lifecycle = parts.lifecycle();
        sent = parts.sent();
        counters = parts.counters();
        time = parts.time();
    }

    <T> Offer answer(AgentCell sender, long source, long askId, T value, BodyCodec<T> codec) {
        if (lifecycle.isStopped()) {
            sent.countClosed();
            return Offer.CLOSED;
        }
        AskTable table = directory.find(source);
        if (table == null || !table.awaits(askId)) {
            return notAwaited(table, askId);
        }
        byte[] scratch = encoder.scratch();
        try {
            if (!encoder.encode(scratch, 0, scratch.length, 0, sender.address(), source, value, codec, envelope)) {
                sent.countBackPressured();
                return Offer.BACK_PRESSURED;
            }
        } catch (BodyTooLargeException e) {
            sent.countTooLarge();
            return Offer.TOO_LARGE;
        }
        FrameHeader.sentNs(scratch, 0, time.nowNs());
        return put(table, askId, source, scratch, encoder.takeOverflow());
    }

    private Offer put(AskTable table, long askId, long source, byte[] frame, OverflowBuffer overflow) {
        AskSlot slot = table.claim(askId);
        if (slot == null) {
            if (overflow != null) {
                overflow.release();
            }
            return notAwaited(table, askId);
        }
        sent.countCreated(1);
        if (AgentAddress.shard(source) == AgentAddress.OUTSIDE) {
            counters.countHandled(); // in its place it has left the engine
        }
        table.answer(slot, frame, 0, overflow);
        return Offer.ACCEPTED;
    }

    private Offer notAwaited(AskTable table, long askId) {
        if (table != null && table.isAnswered(askId)) {
            sent.countDuplicateReply();
        } else {
            sent.countLateReply();
        }
        return Offer.NOT_AWAITED;
    }
}
