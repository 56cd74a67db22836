package io.ringswarm.engine.graph;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.ReplyHandler;

/** One ask of one party, told at most once how it ended. Confined to its party. */
final class Ask implements ReplyHandler {
    final long key;
    /** As the engine numbers it. */
    long id;

    private final Party owner;
    private boolean ended;

    Ask(Party owner, long key) {
        this.owner = owner;
        this.key = key;
    }

    boolean hasEnded() {
        return ended;
    }

    /** It has been told, or is never to be told any more. */
    void end() {
        if (ended) {
            owner.graph.fault("ask " + key + " of party " + owner.id + " ended twice", null);
        }
        ended = true;
    }

    @Override
    public void onReply(AskOutcome outcome, Message reply) {
        owner.onEnd(this, outcome, reply);
    }
}
