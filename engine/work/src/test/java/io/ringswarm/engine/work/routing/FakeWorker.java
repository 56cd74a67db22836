package io.ringswarm.engine.work.routing;

/** A worker whose answers a test sets. */
class FakeWorker implements WorkerView {
    private final int index;
    private final String name;
    long capabilities;
    int slots = 1;
    int inHand;
    int queued;
    long outstandingCostNs;
    double peakEwmaNs;
    double successRate = 1;
    double meanNs;
    double[] specialisations = {};

    FakeWorker(int index, String name) {
        this.index = index;
        this.name = name;
    }

    FakeWorker(int index) {
        this(index, "worker-" + index);
    }

    static FakeWorker[] crew(int count) {
        FakeWorker[] crew = new FakeWorker[count];
        for (int i = 0; i < count; i++) {
            crew[i] = new FakeWorker(i);
        }
        return crew;
    }

    FakeWorker capable(long tags) {
        capabilities = tags;
        return this;
    }

    FakeWorker slots(int tasksAtATime) {
        slots = tasksAtATime;
        return this;
    }

    FakeWorker outstanding(int tasks) {
        inHand = Math.min(slots, tasks);
        queued = tasks - inHand;
        return this;
    }

    FakeWorker peak(double ns) {
        peakEwmaNs = ns;
        return this;
    }

    FakeWorker history(double meanOfTimesNs, double succeeding) {
        meanNs = meanOfTimesNs;
        successRate = succeeding;
        return this;
    }

    FakeWorker specialised(double... byKind) {
        specialisations = byKind;
        return this;
    }

    FakeWorker costs(long ns) {
        outstandingCostNs = ns;
        return this;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long capabilities() {
        return capabilities;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int inHand() {
        return inHand;
    }

    @Override
    public int queued() {
        return queued;
    }

    @Override
    public long outstandingCostNs() {
        return outstandingCostNs;
    }

    @Override
    public double peakEwmaNs(long nowNs) {
        return peakEwmaNs;
    }

    @Override
    public double successRate() {
        return successRate;
    }

    @Override
    public double meanNs() {
        return meanNs;
    }

    @Override
    public double specialisation(int kind) {
        return kind < specialisations.length ? specialisations[kind] : 0.5;
    }

    @Override
    public String toString() {
        return name;
    }
}
