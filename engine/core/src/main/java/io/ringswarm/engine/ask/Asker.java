package io.ringswarm.engine.ask;

import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.metrics.SenderCounters;
import java.util.Objects;

/** The asking side of a shard or of a sender outside: gives an ask its number, its place and its deadline. Confined. */
public final class Asker {
    private final AskTable table;
    private final SenderCounters counters;
    private final Envelope envelope = new Envelope();
    private AskSlot opened;
    private long lastAskId;

    /**
     * Has asked nothing yet.
     *
     * @param table where asks wait
     * @param counters the asker's own
     */
    public Asker(AskTable table, SenderCounters counters) {
        this.table = table;
        this.counters = counters;
    }

    /**
     * Begins an ask. {@link #conclude} must follow.
     *
     * @param users the envelope that it was asked with; not changed
     * @param deadlineNs when it times out, ns of the engine's clock
     * @param handler is told how it ended
     * @param owner the asking agent, or null
     * @return the envelope to send the question with; null when as many asks as may wait do so
     */
    public Envelope open(Envelope users, long deadlineNs, ReplyHandler handler, AgentCell owner) {
        Objects.requireNonNull(handler, "handler");
        boolean deadlineIsTimeout = users.deadlineNs() >= deadlineNs;
        opened = table.open(handler, owner, users.correlationId(), deadlineNs, deadlineIsTimeout);
        if (opened == null) {
            return null;
        }
        return envelope.priority(users.priority())
                .dueNs(users.dueNs())
                .traceId(users.traceId())
                .key(users.key())
                .deadlineNs(deadlineIsTimeout ? deadlineNs : users.deadlineNs())
                .correlationId(opened.askId());
    }

    /**
     * Ends the opening. The ask is counted as started by whoever sends the question.
     *
     * @param sent whether the question was accepted; otherwise the ask never was
     */
    public void conclude(boolean sent) {
        if (sent) {
            lastAskId = opened.askId();
        } else {
            table.withdraw(opened);
            table.free(opened);
        }
        opened = null;
    }

    /**
     * The number of the ask that was accepted last.
     *
     * @return 0 before the first
     */
    public long lastAskId() {
        return lastAskId;
    }

    /**
     * Ends an ask that nobody has answered yet.
     *
     * @param askId its number
     * @param owner the agent that asked, or null
     * @return false when it has ended, its answer is on the way, or it is another's
     */
    public boolean cancel(long askId, AgentCell owner) {
        AskSlot slot = table.find(askId);
        if (slot == null || slot.owner() != owner || !table.withdraw(slot)) {
            return false;
        }
        table.free(slot);
        counters.countAsksCancelled(1);
        return true;
    }
}
