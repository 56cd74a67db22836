package io.ringswarm.harness.load.scenario;

import java.util.List;

/**
 * A checked load test.
 *
 * @param name the scenario's
 * @param workload the kind of load
 * @param agents receivers
 * @param shards threads that handle
 * @param producers threads that send
 * @param codec of the bodies
 * @param payloadBytes of each body
 * @param workNs time a handler burns
 * @param idle of the shards
 * @param ringSlots of each ring
 * @param batch most messages sent at once
 * @param pin whether threads are tied to cores
 * @param arrival how messages arrive
 * @param durationNs of the measured part; null for the length of the trace
 * @param warmupNs of the warm-up; null for automatic
 * @param slos what must hold
 * @param spinningAsked whether the user chose the threads or the idle strategy
 * @param profile what the durations come from; they say all that it changes
 */
public record ScenarioConfig(
        String name,
        WorkloadConfig workload,
        int agents,
        int shards,
        int producers,
        CodecName codec,
        int payloadBytes,
        long workNs,
        IdleName idle,
        int ringSlots,
        int batch,
        boolean pin,
        ArrivalConfig arrival,
        Long durationNs,
        Long warmupNs,
        List<Slo> slos,
        boolean spinningAsked,
        ProfileName profile) {
    /** Copies the list. */
    public ScenarioConfig {
        slos = List.copyOf(slos);
    }

    /** The digest that tells two configurations apart, whatever they are called and wherever they were read from. */
    public String sha256() {
        return ScenarioDigest.of(this);
    }
}
