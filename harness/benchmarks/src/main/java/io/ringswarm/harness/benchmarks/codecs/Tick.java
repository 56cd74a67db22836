package io.ringswarm.harness.benchmarks.codecs;

/** The reference message: six fields, of which 64 bytes of payload. */
final class Tick {
    static final int PAYLOAD_BYTES = 64;

    long sequence;
    int source;
    int target;
    int type;
    long timeNs;
    final byte[] payload = new byte[PAYLOAD_BYTES];
}
