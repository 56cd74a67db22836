package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import java.nio.file.Path;
import java.util.Map;

/**
 * How long the runs of a self-test are.
 *
 * @param name of the plan
 * @param durationNs of each run
 * @param stallAtNs when a stall begins, after the first message was due; in the middle of a second
 * @param stallNs how long it is to last; the shortest in the same second
 * @param jvmStallNs how long that of the whole process is to last
 */
public record SelfTestPlan(String name, long durationNs, long stallAtNs, long stallNs, long jvmStallNs) {
    /** Messages a second: so many that P99.9 is known of the shortest run, so few that no ring fills during a stall. */
    static final int RATE_PER_SECOND = 10_000;

    static final int AGENTS = 10;
    static final int SHARDS = 2;

    private static final long MS = 1_000_000;
    private static final String YAML = """
            agents: %d
            shards: %d
            producers: 1
            codec: fixed
            payloadBytes: 16
            ringSlots: 16384
            idle: backoff
            warmupSeconds: 0
            durationSeconds: %dms
            arrival:
              ratePerSecond: %d
            """;

    /** Runs of four seconds, stalled for half a second, and the process for one. */
    public static SelfTestPlan full() {
        return new SelfTestPlan("full", 4_000 * MS, 1_200 * MS, 500 * MS, 1_000 * MS);
    }

    /** Runs of 1.2 s, stalled for a fifth of a second. */
    public static SelfTestPlan brief() {
        return new SelfTestPlan("short", 1_200 * MS, 300 * MS, 200 * MS, 250 * MS);
    }

    /** How long a stall is to last. */
    long stallNs(StallKind kind) {
        return kind == StallKind.JVM ? jvmStallNs : stallNs;
    }

    /** The run, as a scenario. */
    ScenarioConfig scenario() {
        String yaml = String.format(YAML, AGENTS, SHARDS, durationNs / MS, RATE_PER_SECOND);
        ScenarioSource source = new ScenarioSource("selftest", "selftest.yaml", yaml, Layer.BUILT_IN, null);
        return ScenarioResolver.resolve(source, Map.of(), new Settings(), Path.of(""));
    }
}
