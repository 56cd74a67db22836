package io.ringswarm.engine.graph;

/** What agents, codecs and handlers of a graph throw at random. */
final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnPurpose() {
        super("on purpose", null, false, false);
    }
}
