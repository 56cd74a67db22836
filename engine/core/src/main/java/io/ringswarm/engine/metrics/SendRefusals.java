package io.ringswarm.engine.metrics;

/**
 * Sends that were answered with something else than accepted or staged. They never became messages.
 *
 * @param backPressured for want of room
 * @param noSuchAgent to an agent that was not there
 * @param tooLarge with a body that was too long
 * @param closed to an engine that accepted nothing more
 */
public record SendRefusals(long backPressured, long noSuchAgent, long tooLarge, long closed) {
    static final SendRefusals NONE = new SendRefusals(0, 0, 0, 0);

    /**
     * All of them.
     *
     * @return the sum
     */
    public long total() {
        return backPressured + noSuchAgent + tooLarge + closed;
    }

    SendRefusals plus(SendRefusals other) {
        return new SendRefusals(
                backPressured + other.backPressured,
                noSuchAgent + other.noSuchAgent,
                tooLarge + other.tooLarge,
                closed + other.closed);
    }
}
