package io.ringswarm.harness.load.kind;

/**
 * Messages so far, in the unit that a load counts.
 *
 * @param sent gone in
 * @param handled come to their end
 */
public record Flow(long sent, long handled) {
    /** What has come since another look. */
    public Flow since(Flow before) {
        return new Flow(sent - before.sent, handled - before.handled);
    }
}
