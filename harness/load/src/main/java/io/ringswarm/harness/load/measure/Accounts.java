package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.tasks.TasksFound;

/**
 * Where the messages of the measured part went, counted by three that do not know of each other. What a message is, the
 * load says: where an agent's sending is a part of the message that caused it, deliveries are more than messages.
 *
 * @param offered as the producers count
 * @param engine as the engine counts
 * @param seen as agents and askers count
 * @param gapsToCome numbers that agents may still find missing although their messages ended before the measured part
 * @param tasks what was found of the tasks, which are the messages then; null where there are none
 */
public record Accounts(Offered offered, Deliveries engine, Seen seen, long gapsToCome, TasksFound tasks) {
    /** Of a load of messages. */
    public Accounts(Offered offered, Deliveries engine, Seen seen, long gapsToCome) {
        this(offered, engine, seen, gapsToCome, null);
    }

    /** Messages that ended as dead letters; what desk and workers send to each other is none. */
    public long deadLettered() {
        return tasks == null ? engine.deadTotal() : 0;
    }

    /** Messages still waiting when the engine closed. */
    public long undelivered() {
        return tasks == null ? engine.undelivered() : 0;
    }

    /** Messages due within the time; null in a closed loop. */
    public Long scheduled() {
        return offered.scheduled();
    }

    /** Messages that were accepted. */
    public long sent() {
        return offered.accepted() + seen.begun();
    }

    /** Messages that came to the end that the load is about. */
    public long handled() {
        return seen.completed();
    }

    /** Messages whose time had passed before they came there. */
    public long expired() {
        return seen.lapsed() != null ? seen.lapsed() : engine.expired();
    }

    /** Messages that were to be sent: those of the schedule, or of a closed loop those that were offered, and what agents began. */
    public long attempted() {
        long offers = offered.accepted() + offered.dropped();
        return (offered.scheduled() == null ? offers : offered.scheduled()) + seen.begun();
    }

    /** Numbers that agents found missing and the engine says nothing of. */
    public long unexplainedGaps() {
        long unanswered = seen.asks() == null ? 0 : seen.asks().unanswered();
        return seen.arrivals().missing() - engine.unhandled() - unanswered - gapsToCome;
    }

    /** Deliveries that were accepted, as producers and agents count. */
    public long deliveriesSent() {
        return offered.accepted() + seen.forwarded() + seen.asides();
    }

    /** Deliveries that were handled, as producers and agents count. */
    public long deliveriesHandled() {
        return seen.received() + seen.asides();
    }

    /** Messages that have been timed, as those count who time them. */
    public long reached() {
        return seen.timed() != null ? seen.timed() : engine.begun() - answersToOutside();
    }

    /** Answers that left the engine: handled, as it counts, although no handler of its own took them. */
    private long answersToOutside() {
        return seen.asks() == null ? 0 : seen.asks().given();
    }
}
