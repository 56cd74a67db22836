package io.ringswarm.harness.load.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names runs so that they sort by time: {@code 20260131T235959Z-default-1f2e}. */
public final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SUFFIX_BYTES = 2;

    private RunId() {}

    /**
     * Names a run that begins now.
     *
     * @param scenario what is run
     * @return a name that no other run has
     */
    public static String next(String scenario) {
        byte[] suffix = new byte[SUFFIX_BYTES];
        new SecureRandom().nextBytes(suffix);
        return TIME.format(Instant.now()) + "-" + scenario + "-"
                + HexFormat.of().formatHex(suffix);
    }
}
