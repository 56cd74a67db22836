package io.ringswarm.engine.testkit;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;

/** The end of an ask of the test's, once it has come: see {@link TestEngine#ask}. Confined to the test's thread. */
public final class PendingAnswer implements ReplyHandler {
    private final Sender sender;
    private final NanoClock clock;
    private long askId;
    private AskOutcome outcome;
    private MessageCopy reply;

    PendingAnswer(Sender sender, NanoClock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    void askId(long accepted) {
        askId = accepted;
    }

    /**
     * Called by the engine, once.
     *
     * @param how how the ask ended
     * @param message the answer
     * @throws AssertionError when it is called again
     */
    @Override
    public void onReply(AskOutcome how, Message message) {
        if (outcome != null) {
            throw new AssertionError("an ask ended twice: " + outcome + ", then " + how);
        }
        outcome = how;
        reply = MessageCopy.of(message, clock.nanoTime());
    }

    /**
     * Whether the ask has ended, with or without an answer.
     *
     * @return false while it waits, and for good once it was cancelled
     */
    public boolean hasEnded() {
        return outcome != null;
    }

    /**
     * How the ask ended.
     *
     * @return the outcome
     * @throws AssertionError when it has not ended
     */
    public AskOutcome outcome() {
        if (outcome == null) {
            throw new AssertionError("the ask has not ended (expected: to have been answered, or its time to be over)");
        }
        return outcome;
    }

    /**
     * The answer.
     *
     * @return a copy of it
     * @throws AssertionError when the ask has not ended, or without an answer
     */
    public MessageCopy reply() {
        if (outcome() != AskOutcome.ANSWERED) {
            throw new AssertionError("outcome=" + outcome + " (expected: " + AskOutcome.ANSWERED + ")");
        }
        return reply;
    }

    /**
     * Decodes the answer.
     *
     * @param codec how it was written
     * @param into the object to fill
     * @param <T> its type
     * @return {@code into}
     * @throws AssertionError when the ask has not ended, or without an answer
     * @throws io.ringswarm.codecs.MalformedMessageException when it is no such body
     */
    public <T> T read(BodyCodec<T> codec, T into) {
        return reply().read(codec, into);
    }

    /**
     * Gives the ask up.
     *
     * @return as {@link Sender#cancelAsk}
     */
    public boolean cancel() {
        return sender.cancelAsk(askId);
    }
}
