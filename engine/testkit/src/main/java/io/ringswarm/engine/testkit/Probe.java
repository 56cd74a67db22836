package io.ringswarm.engine.testkit;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An agent that keeps a copy of everything it gets, to stand where the agent under test sends to; it may be told to
 * answer, or to do anything else. To be spawned once: {@code engine.spawn("auditor", () -> probe)}. Confined to the test's
 * thread.
 */
public final class Probe implements Agent {
    private final List<MessageCopy> received = new ArrayList<>();
    private final List<Offer> replies = new ArrayList<>();
    private Agent behaviour = (message, self) -> {};
    private int batches;

    /** Keeps copies and does nothing else. */
    public Probe() {}

    @Override
    public void onMessage(Message message, AgentContext self) throws Exception {
        received.add(MessageCopy.of(message, self.nowNs()));
        behaviour.onMessage(message, self);
    }

    @Override
    public void onBatchEnd(AgentContext self) throws Exception {
        batches++;
        behaviour.onBatchEnd(self);
    }

    /**
     * Answers every message from now on, asks and messages of agents alike.
     *
     * @param value the answer; encoded anew each time
     * @param codec how to encode it
     * @param <T> the answer's type
     * @return this
     */
    public <T> Probe replyWith(T value, BodyCodec<T> codec) {
        Objects.requireNonNull(codec, "codec");
        return does((message, self) -> replies.add(self.reply(message, value, codec)));
    }

    /**
     * Does something with every message from now on, after it has been copied: answers it, sends, throws.
     *
     * @param agent what to do; replaces what was to be done before
     * @return this
     */
    public Probe does(Agent agent) {
        behaviour = Objects.requireNonNull(agent, "agent");
        return this;
    }

    /**
     * What came.
     *
     * @return copies, in the order in which they were handled; a new list at every call
     */
    public List<MessageCopy> received() {
        return List.copyOf(received);
    }

    /**
     * How many messages came.
     *
     * @return since the beginning, or since {@link #clear()}
     */
    public int count() {
        return received.size();
    }

    /**
     * What came last.
     *
     * @return a copy
     * @throws AssertionError when nothing came
     */
    public MessageCopy last() {
        if (received.isEmpty()) {
            throw new AssertionError("the probe has received nothing (expected: a message)");
        }
        return received.get(received.size() - 1);
    }

    /**
     * Decodes what came last.
     *
     * @param codec how it was written
     * @param into the object to fill
     * @param <T> its type
     * @return {@code into}
     * @throws AssertionError when nothing came
     * @throws io.ringswarm.codecs.MalformedMessageException when it is no such body
     */
    public <T> T read(BodyCodec<T> codec, T into) {
        return last().read(codec, into);
    }

    /**
     * What became of the answers of {@link #replyWith}.
     *
     * @return in their order; a new list at every call
     */
    public List<Offer> replies() {
        return List.copyOf(replies);
    }

    /**
     * In how many batches messages came.
     *
     * @return calls of {@link #onBatchEnd}
     */
    public int batches() {
        return batches;
    }

    /** Forgets what came. */
    public void clear() {
        received.clear();
        replies.clear();
        batches = 0;
    }
}
