package io.ringswarm.harness.load.kind;

import io.ringswarm.harness.load.workload.ArrivalCheck;
import java.util.Collection;

/**
 * What agents and askers have seen, without asking the engine.
 *
 * @param forwarded messages that agents sent, answers included, and the engine accepted
 * @param begun those of them that the load counts as messages of their own, and not as a part of the one that caused them
 * @param received messages that came to agents and askers
 * @param completed messages that came to the end that the load is about
 * @param timed how many of them the load has timed itself; null when the engine times them
 * @param missing numbers passed over
 * @param duplicates messages seen before
 * @param outOfOrder messages that came late
 */
public record Seen(
        long forwarded,
        long begun,
        long received,
        long completed,
        Long timed,
        long missing,
        long duplicates,
        long outOfOrder) {
    /**
     * A load whose messages end where they arrive, and of which agents send none.
     *
     * @param handled by all agents
     * @param checks of all agents
     */
    public static Seen ofArrivals(long handled, Collection<ArrivalCheck> checks) {
        return new Seen(0, 0, handled, handled, null, 0, 0, 0).with(checks);
    }

    /**
     * The same with the arrivals of agents.
     *
     * @param checks of all agents
     */
    public Seen with(Collection<ArrivalCheck> checks) {
        long passedOver = missing;
        long again = duplicates;
        long late = outOfOrder;
        for (ArrivalCheck check : checks) {
            passedOver += check.missing();
            again += check.duplicates();
            late += check.outOfOrder();
        }
        return new Seen(forwarded, begun, received, completed, timed, passedOver, again, late);
    }

    /** What has come since another look. */
    public Seen since(Seen before) {
        return new Seen(
                forwarded - before.forwarded,
                begun - before.begun,
                received - before.received,
                completed - before.completed,
                timed == null ? null : (Long) (timed - before.timed),
                missing - before.missing,
                duplicates - before.duplicates,
                outOfOrder - before.outOfOrder);
    }
}
