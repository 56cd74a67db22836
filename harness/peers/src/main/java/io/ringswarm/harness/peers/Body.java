package io.ringswarm.harness.peers;

/** A body of fixed size, copied by value. */
final class Body {
    final byte[] bytes = new byte[PeerSystem.BODY_BYTES];
}
