package io.ringswarm.harness.load.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Digests every setting that changes what is run, in one fixed form. */
final class ScenarioDigest {
    private ScenarioDigest() {}

    static String of(ScenarioConfig config) {
        return sha256(canonical(config));
    }

    /** The trace counts by its content, which the report names beside this digest, and not by its path; a seed is named there, too. */
    private static String canonical(ScenarioConfig config) {
        ArrivalConfig arrival = config.arrival();
        String settings = String.join(
                "\n",
                "agents=" + config.agents(),
                "shards=" + config.shards(),
                "producers=" + config.producers(),
                "codec=" + config.codec().text(),
                "payloadBytes=" + config.payloadBytes(),
                "workNs=" + config.workNs(),
                "idle=" + config.idle().text(),
                "ringSlots=" + config.ringSlots(),
                "batch=" + config.batch(),
                "pin=" + config.pin(),
                "arrival.type=" + arrival.kind().text(),
                "arrival.ratePerSecond=" + arrival.ratePerSecond(),
                "arrival.speedup=" + arrival.speedup(),
                "arrival.tokenGapNs=" + arrival.tokenGapNs(),
                "durationNs=" + config.durationNs(),
                "warmupNs=" + config.warmupNs(),
                "slo=" + config.slos().stream().map(Slo::text).collect(Collectors.joining(";")));
        return settings + arrival.digested() + config.workload().digested();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
