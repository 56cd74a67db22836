package io.ringswarm.harness.peers;

/**
 * A message for systems that carry references: the fields of a frame and a body that is the message's own. Programs on
 * such systems make one for each message, since nobody says when a receiver is done with it. Not changed once made.
 */
final class Frame {
    final long correlation;
    final long source;
    final int target;
    final int template;
    final long dueNs;
    final long sentNs;
    final byte[] body;

    /** A message with a copy of a body. */
    Frame(long correlation, long source, int target, int template, long dueNs, long sentNs, byte[] body) {
        this.correlation = correlation;
        this.source = source;
        this.target = target;
        this.template = template;
        this.dueNs = dueNs;
        this.sentNs = sentNs;
        this.body = body.clone();
    }

    /** Copies the body out and takes the message as one of a batch. */
    void takenBy(Receiver receiver) {
        copyTo(receiver.body());
        receiver.take(correlation, source, target, template, dueNs, sentNs);
    }

    /** Copies the body out and takes the message by itself; returns when, ns. */
    long takenAloneBy(Receiver receiver) {
        copyTo(receiver.body());
        return receiver.takeAlone(correlation, source, target, template, dueNs, sentNs);
    }

    private void copyTo(byte[] into) {
        System.arraycopy(body, 0, into, 0, PeerSystem.BODY_BYTES);
    }
}
