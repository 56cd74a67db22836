package io.ringswarm.engine.work.limit;

/** Always the same. */
record FixedLimit(int limit) implements ConcurrencyLimit {
    @Override
    public void onSample(long startNs, long rttNs, int inFlight, boolean dropped) {
        // Nothing is learnt.
    }
}
