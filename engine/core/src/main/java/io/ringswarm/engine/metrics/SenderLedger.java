package io.ringswarm.engine.metrics;

import java.util.HashSet;
import java.util.Set;

/** All senders' counters: of the open ones themselves, of the closed ones the sum. Any thread. */
public final class SenderLedger {
    private final Set<SenderCounters> open = new HashSet<>();
    private long createdByClosed;
    private SendRefusals refusalsByClosed = SendRefusals.NONE;
    private AskCounters asksByClosed = AskCounters.NONE;

    /** No senders yet. */
    public SenderLedger() {}

    /**
     * A sender begins.
     *
     * @return its counters
     */
    public synchronized SenderCounters open() {
        SenderCounters counters = new SenderCounters();
        open.add(counters);
        return counters;
    }

    /**
     * A sender has ended and counts nothing more.
     *
     * @param counters its own
     */
    public synchronized void close(SenderCounters counters) {
        if (open.remove(counters)) {
            createdByClosed += counters.created();
            refusalsByClosed = refusalsByClosed.plus(counters.refusals());
            asksByClosed = asksByClosed.plus(counters.asks());
        }
    }

    synchronized long created() {
        return createdByClosed
                + open.stream().mapToLong(SenderCounters::created).sum();
    }

    synchronized SendRefusals refusals() {
        return open.stream().map(SenderCounters::refusals).reduce(refusalsByClosed, SendRefusals::plus);
    }

    synchronized AskCounters asks() {
        return open.stream().map(SenderCounters::asks).reduce(asksByClosed, AskCounters::plus);
    }

    /** Of shards only, which never close. */
    synchronized long parked() {
        return open.stream().mapToLong(SenderCounters::parked).sum();
    }
}
