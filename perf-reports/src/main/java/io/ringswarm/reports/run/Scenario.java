package io.ringswarm.reports.run;

/**
 * What was run.
 *
 * @param name the scenario's name
 * @param sha256 digest of the scenario after all options were applied; null when not computed
 * @param system the system under test, for example {@code ringswarm}
 * @param agents number of agents
 * @param shards number of shards
 * @param producers number of sending threads
 * @param codec name of the body codec
 * @param payloadBytes bytes of payload in a body
 * @param idle name of the idle strategy
 * @param ringSlots slots of one ring
 * @param workNs time a handler burns for each message
 * @param warmupSeconds the warm-up asked for; null when it was automatic
 * @param durationSeconds the scheduled duration of the measured part
 * @param arrival how messages arrive
 * @param workload name of what is sent to whom; null when not known
 * @param hops how often handlers send a message on; null where they do not
 * @param fanOut to how many agents they do; null where they do not
 * @param askTimeoutNs how long an ask waits; null where none is made
 * @param shedAfterNs how long a message of the lowest lane waits before it is shed, 0 for ever; null when not known
 * @param profile how long the run was to be: {@code smoke}, {@code standard}, {@code long}; null when not known
 */
public record Scenario(
        String name,
        String sha256,
        String system,
        Integer agents,
        Integer shards,
        Integer producers,
        String codec,
        Integer payloadBytes,
        String idle,
        Integer ringSlots,
        Long workNs,
        Double warmupSeconds,
        Double durationSeconds,
        Arrival arrival,
        String workload,
        Integer hops,
        Integer fanOut,
        Long askTimeoutNs,
        Long shedAfterNs,
        String profile) {
    /**
     * Checks that the name and the arrival are there and that numbers are not negative.
     *
     * @param name the scenario's name
     * @param sha256 digest of the scenario after all options were applied
     * @param system the system under test, for example {@code ringswarm}
     * @param agents number of agents
     * @param shards number of shards
     * @param producers number of sending threads
     * @param codec name of the body codec
     * @param payloadBytes bytes of payload in a body
     * @param idle name of the idle strategy
     * @param ringSlots slots of one ring
     * @param workNs time a handler burns for each message
     * @param warmupSeconds the warm-up asked for
     * @param durationSeconds the scheduled duration of the measured part
     * @param arrival how messages arrive
     * @param workload name of what is sent to whom
     * @param hops how often handlers send a message on
     * @param fanOut to how many agents they do
     * @param askTimeoutNs how long an ask waits
     * @param shedAfterNs how long a message of the lowest lane waits before it is shed
     * @param profile how long the run was to be
     */
    public Scenario {
        Expect.text("scenario.name", name);
        Expect.notNegative("scenario.agents", agents);
        Expect.notNegative("scenario.shards", shards);
        Expect.notNegative("scenario.producers", producers);
        Expect.notNegative("scenario.payloadBytes", payloadBytes);
        Expect.notNegative("scenario.ringSlots", ringSlots);
        Expect.notNegative("scenario.workNs", workNs);
        Expect.notNegative("scenario.warmupSeconds", warmupSeconds);
        Expect.notNegative("scenario.durationSeconds", durationSeconds);
        Expect.present("scenario.arrival", arrival);
        Expect.notNegative("scenario.hops", hops);
        Expect.notNegative("scenario.fanOut", fanOut);
        Expect.notNegative("scenario.askTimeoutNs", askTimeoutNs);
        Expect.notNegative("scenario.shedAfterNs", shedAfterNs);
    }

    /**
     * What was run, where nothing is known of the workload.
     *
     * @param name the scenario's name
     * @param sha256 digest of the scenario after all options were applied
     * @param system the system under test, for example {@code ringswarm}
     * @param agents number of agents
     * @param shards number of shards
     * @param producers number of sending threads
     * @param codec name of the body codec
     * @param payloadBytes bytes of payload in a body
     * @param idle name of the idle strategy
     * @param ringSlots slots of one ring
     * @param workNs time a handler burns for each message
     * @param warmupSeconds the warm-up asked for
     * @param durationSeconds the scheduled duration of the measured part
     * @param arrival how messages arrive
     */
    public Scenario(
            String name,
            String sha256,
            String system,
            Integer agents,
            Integer shards,
            Integer producers,
            String codec,
            Integer payloadBytes,
            String idle,
            Integer ringSlots,
            Long workNs,
            Double warmupSeconds,
            Double durationSeconds,
            Arrival arrival) {
        this(
                name,
                sha256,
                system,
                agents,
                shards,
                producers,
                codec,
                payloadBytes,
                idle,
                ringSlots,
                workNs,
                warmupSeconds,
                durationSeconds,
                arrival,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
