package io.ringswarm.harness.peers;

/** The reference message: six fields, of which 64 bytes of payload. Confined to one thread. */
public final class Tick {
    /** Bytes of payload. */
    public static final int PAYLOAD_BYTES = PeerSystem.BODY_BYTES;

    /** Which message it is. */
    public long sequence;

    /** Who sent it. */
    public int source;

    /** Whom it is for. */
    public int target;

    /** What it is. */
    public int type;

    /** When it was sent, ns, by {@link System#nanoTime()}. */
    public long timeNs;

    /** Its content, {@link #PAYLOAD_BYTES} long. */
    public final byte[] payload = new byte[PAYLOAD_BYTES];

    /** A message of zeros. */
    public Tick() {}
}
