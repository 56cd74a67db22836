package io.ringswarm.engine.work.routing;

/** A task as a strategy sees it. */
record FakeTask(long needs, int kind, long affinity, long costNs) implements TaskTraits {
    static final FakeTask PLAIN = new FakeTask(0, 0, 0, 0);

    static FakeTask needing(long tags) {
        return new FakeTask(tags, 0, 0, 0);
    }

    static FakeTask of(int kind) {
        return new FakeTask(0, kind, 0, 0);
    }

    static FakeTask keyed(long affinity) {
        return new FakeTask(0, 0, affinity, 0);
    }
}
