package io.ringswarm.reports.run;

/**
 * How the asks ended: started = answered + expired + timedOut + cancelled + failed.
 *
 * @param started asks the engine accepted
 * @param answered asks that got their answer
 * @param expired asks whose question was past its deadline before its turn came
 * @param timedOut asks that nobody answered in time
 * @param cancelled asks that the asker gave up
 * @param failed asks whose question was shed, became a dead letter or was left undelivered
 */
public record Asks(long started, long answered, long expired, long timedOut, long cancelled, long failed) {
    /**
     * Checks that no count is negative.
     *
     * @param started asks the engine accepted
     * @param answered asks that got their answer
     * @param expired asks whose question was past its deadline before its turn came
     * @param timedOut asks that nobody answered in time
     * @param cancelled asks that the asker gave up
     * @param failed asks whose question was shed, became a dead letter or was left undelivered
     */
    public Asks {
        Expect.notNegative("asks.started", started);
        Expect.notNegative("asks.answered", answered);
        Expect.notNegative("asks.expired", expired);
        Expect.notNegative("asks.timedOut", timedOut);
        Expect.notNegative("asks.cancelled", cancelled);
        Expect.notNegative("asks.failed", failed);
    }
}
