package io.ringswarm.harness.peers;

/**
 * What one process measured of one system.
 *
 * @param handledPerSecond messages handled per second of the measured time
 * @param p50Ns median of the time from sent to handler
 * @param p99Ns its 99th percentile
 * @param bytesPerMessage allocated by the sender's and the system's threads
 * @param lost messages accepted and not handled once everything had come to rest
 */
public record OneWaySample(double handledPerSecond, long p50Ns, long p99Ns, double bytesPerMessage, long lost) {}
