package io.ringswarm.harness.load.kind;

/**
 * What agents and askers have seen, without asking the engine.
 *
 * @param forwarded messages that agents sent, answers included, and the engine accepted
 * @param begun those of them that the load counts as messages of their own, and not as a part of the one that caused them
 * @param refused sends of agents that the engine refused
 * @param received messages that came to agents and askers
 * @param completed messages that came to the end that the load is about
 * @param lapsed messages whose time had passed before they came there; null when the engine says
 * @param timed how many of them the load has timed itself; null when the engine times them
 * @param arrivals in which order they came
 * @param asks how the asks ended; null where none is made
 * @param thrown messages that agents threw on because they were to
 * @param asides deliveries that are no message as the load counts: those of publications to shards, one for each with
 *     subscribers
 * @param witness how much could be seen; null when all
 */
public record Seen(
        long forwarded,
        long begun,
        long refused,
        long received,
        long completed,
        Long lapsed,
        Long timed,
        Arrivals arrivals,
        AsksSeen asks,
        long thrown,
        long asides,
        Witness witness) {
    /** Of agents that are not to throw, and to whom nothing is published. */
    public Seen(
            long forwarded,
            long begun,
            long refused,
            long received,
            long completed,
            Long lapsed,
            Long timed,
            Arrivals arrivals,
            AsksSeen asks) {
        this(forwarded, begun, refused, received, completed, lapsed, timed, arrivals, asks, 0, 0, null);
    }

    /** The same of agents that have thrown on so many. */
    Seen withThrown(long messages) {
        return new Seen(
                forwarded, begun, refused, received, completed, lapsed, timed, arrivals, asks, messages, asides,
                witness);
    }

    /** The same with so many deliveries that are no message. */
    Seen withAsides(long deliveries) {
        return new Seen(
                forwarded,
                begun,
                refused,
                received,
                completed,
                lapsed,
                timed,
                arrivals,
                asks,
                thrown,
                deliveries,
                witness);
    }

    /** The same of agents of the user's own. */
    Seen withWitness(Witness told) {
        return new Seen(
                forwarded, begun, refused, received, completed, lapsed, timed, arrivals, asks, thrown, asides, told);
    }

    /** What has come since another look. */
    public Seen since(Seen before) {
        return new Seen(
                forwarded - before.forwarded,
                begun - before.begun,
                refused - before.refused,
                received - before.received,
                completed - before.completed,
                lapsed == null ? null : (Long) (lapsed - before.lapsed),
                timed == null ? null : (Long) (timed - before.timed),
                arrivals.since(before.arrivals),
                asks == null ? null : asks.since(before.asks),
                thrown - before.thrown,
                asides - before.asides,
                witness);
    }
}
