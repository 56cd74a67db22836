package io.ringswarm.harness.stress;

import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.ask.Asker;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.metrics.SenderCounters;

/** Somebody outside who asks, without an engine to carry the questions. Its clock stands still at 0. */
public final class LoneAsker {
    /** When its asks time out, ns. */
    public static final long TIMED_OUT_NS = 1;

    private static final Envelope ENVELOPE = new Envelope();

    private final AskTable table;
    private final Asker asker;

    /**
     * Has asked nothing yet.
     *
     * @param asks how many may wait at a time
     * @param doorbell rung when an answer has come; null for none
     */
    public LoneAsker(int asks, Doorbell doorbell) {
        table = new AskTable(asks, StagedMessage.SLOT_BYTES, doorbell);
        asker = new Asker(table, new SenderCounters());
    }

    /**
     * Where its asks wait.
     *
     * @return the table
     */
    public AskTable table() {
        return table;
    }

    /**
     * Asks.
     *
     * @return the ask's number
     */
    public long ask() {
        asker.open(ENVELOPE, TIMED_OUT_NS, (outcome, reply) -> {}, null);
        asker.conclude(true);
        return asker.lastAskId();
    }

    /**
     * Gives an ask up.
     *
     * @param askId its number
     * @return false when its answer is on the way
     */
    public boolean cancel(long askId) {
        return asker.cancel(askId, null);
    }
}
