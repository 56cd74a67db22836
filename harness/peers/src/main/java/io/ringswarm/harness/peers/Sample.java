package io.ringswarm.harness.peers;

import java.util.Properties;

/**
 * What one process measured of one system.
 *
 * @param version of the system
 * @param handledPerSecond messages handled per second of the measured time
 * @param p50Ns median of the time from sent to handler, from due to handler under a rate, from question to answer of an ask
 * @param p99Ns its 99th percentile
 * @param bytesPerMessage allocated by all threads but the one that measures
 * @param lost messages accepted and not handled once everything had come to rest
 */
public record Sample(
        String version, double handledPerSecond, long p50Ns, long p99Ns, double bytesPerMessage, long lost) {
    private static final String VERSION = "version";
    private static final String HANDLED_PER_SECOND = "handledPerSecond";
    private static final String P50_NS = "p50Ns";
    private static final String P99_NS = "p99Ns";
    private static final String BYTES_PER_MESSAGE = "bytesPerMessage";
    private static final String LOST = "lost";

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty(VERSION, version);
        properties.setProperty(HANDLED_PER_SECOND, Double.toString(handledPerSecond));
        properties.setProperty(P50_NS, Long.toString(p50Ns));
        properties.setProperty(P99_NS, Long.toString(p99Ns));
        properties.setProperty(BYTES_PER_MESSAGE, Double.toString(bytesPerMessage));
        properties.setProperty(LOST, Long.toString(lost));
        return properties;
    }

    static Sample of(Properties properties) {
        return new Sample(
                required(properties, VERSION),
                Double.parseDouble(required(properties, HANDLED_PER_SECOND)),
                Long.parseLong(required(properties, P50_NS)),
                Long.parseLong(required(properties, P99_NS)),
                Double.parseDouble(required(properties, BYTES_PER_MESSAGE)),
                Long.parseLong(required(properties, LOST)));
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + "=null (expected: a value in the sample that a process printed)");
        }
        return value;
    }
}
