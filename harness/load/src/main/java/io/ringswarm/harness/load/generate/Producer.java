package io.ringswarm.harness.load.generate;

import io.ringswarm.harness.load.explain.LateLog;
import io.ringswarm.harness.load.schedule.Schedule;
import org.HdrHistogram.Histogram;

/**
 * One thread's part of the load: of P producers, number p sends the messages p, p + P, p + 2P and so on of a schedule, or
 * as many as are accepted. Sending allocates nothing once warm.
 *
 * <p>One thread at a time runs a phase, the warm-up or the measured part. {@link #stop()}, {@link #accepted()} and
 * {@link #takeSendDelays} may be called by any other one meanwhile, the rest between phases.
 */
public interface Producer extends AutoCloseable {
    /** A message sent later than this, by the producer's own fault, is late. */
    long LATE_NS = 1_000_000;

    /** Its share of the schedule, which keeps the books of what it sends. Used by this package alone. */
    Share share();

    /**
     * Sends this producer's share of a schedule. The deadline, the schedule's end, is looked at between rounds: one that
     * finds it passed is the last.
     *
     * @param schedule what to send
     * @param startNs when it starts, of the engine's clock
     */
    void openLoop(Schedule schedule, long startNs);

    /**
     * Sends as fast as messages are accepted.
     *
     * @param endNs when to end, of the engine's clock
     */
    void closedLoop(long endNs);

    /** Waits until what this producer has asked has ended, on the thread that has run the phase. */
    default void awaitAnswers() {}

    /**
     * Sends what is still staged, after a phase that another one follows. Most producers never stage.
     *
     * @param untilNs when to give up, of the engine's clock
     * @return true when nothing is left
     */
    default boolean drain(long untilNs) {
        return true;
    }

    /** Ends the phase that is under way, soon. */
    default void stop() {
        share().stop();
    }

    /** Makes ready for another phase: counts start from zero, the numbers of the messages go on. */
    void reset();

    /** Messages that the engine accepted in this phase. */
    long accepted();

    /** Times in this phase that the engine did not take all it was offered. */
    default long refused() {
        return share().refused();
    }

    /** Messages of this phase that the engine refused and that are not offered again: a part of the schedule, like those sent. */
    default long dropped() {
        return 0;
    }

    /** Messages of this phase sent more than {@link #LATE_NS} late by the producer's own fault. */
    default long lateByItself() {
        return share().lateByItself();
    }

    /** When messages were late by the producer's own fault, of which somebody takes notice. */
    default LateLog lateness() {
        return share().lateness();
    }

    /** Send delays below zero in this phase, which only a clock that runs backwards gives. */
    default long negativeDelays() {
        return share().negativeDelays();
    }

    /**
     * How many of this producer's messages would have been due and not sent, too, had the engine refused nothing.
     *
     * @param schedule what was to be sent
     * @param elapsedNs the end of the phase, ns since its start
     * @param startNs its start, of the engine's clock
     * @return at most as many as {@link #forEachUnsent} tells of
     */
    default long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        return share().unsentByItself(schedule, elapsedNs, startNs);
    }

    /**
     * Goes through this producer's messages that were due and not sent.
     *
     * @param schedule what was to be sent
     * @param elapsedNs the end of the phase, ns since its start
     * @param startNs its start, of the engine's clock
     * @param listener is told of each
     */
    default void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, UnsentListener listener) {
        share().forEachUnsent(schedule, elapsedNs, listener);
    }

    /**
     * Moves the send delays recorded since the last call out of here.
     *
     * @param into takes them
     */
    default void takeSendDelays(Histogram into) {
        share().takeSendDelays(into);
    }

    /** Ends it. Idempotent. */
    @Override
    void close();
}
