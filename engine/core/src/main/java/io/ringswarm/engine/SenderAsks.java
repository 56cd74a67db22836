package io.ringswarm.engine;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.ask.AskSlot;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.ask.Asker;
import io.ringswarm.engine.delivery.MessageView;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.function.Supplier;

/** The asks of a sender outside the engine. Confined to the sender; takes its memory with the first ask. */
final class SenderAsks {
    private final EngineConfig config;
    private final AskDirectory directory;
    private final SenderCounters counters;
    private final Lifecycle lifecycle;
    private final Supplier<? extends IdleStrategy> idleStrategy;
    private final MessageView reply = new MessageView();
    private AskTable table;
    private Asker asker;
    private IdleStrategy idle;
    private Doorbell doorbell;
    private long address;
    private long endNs;
    private boolean calling;

    SenderAsks(
            EngineConfig config,
            AskDirectory directory,
            SenderCounters counters,
            Lifecycle lifecycle,
            Supplier<? extends IdleStrategy> idleStrategy) {
        this.idleStrategy = idleStrategy;
        this.config = config;
        this.directory = directory;
        this.counters = counters;
        this.lifecycle = lifecycle;
    }

    Envelope open(Envelope users, Duration timeout, ReplyHandler handler) {
        if (table == null) {
            makeTable();
        }
        long untilNs = config.clock().nanoTime() + TimeLimit.positiveNs("timeout", timeout);
        return asker.open(users, untilNs, handler, null);
    }

    void conclude(boolean sent) {
        asker.conclude(sent);
    }

    /** The source of this sender's questions. */
    long address() {
        return address;
    }

    int inFlight() {
        return table == null ? 0 : table.inFlight();
    }

    long lastAskId() {
        return asker == null ? 0 : asker.lastAskId();
    }

    boolean cancel(long askId) {
        return asker != null && asker.cancel(askId, null);
    }

    int poll() throws Exception {
        if (calling) {
            throw new IllegalStateException("a reply handler polled the sender that called it");
        }
        if (inFlight() == 0) {
            return 0;
        }
        int told = 0;
        AskSlot slot;
        while ((slot = table.nextArrived()) != null) {
            tell(slot);
            told++;
        }
        long nowNs = config.clock().nanoTime();
        while ((slot = table.nextTimedOut(nowNs)) != null) {
            tell(slot);
            told++;
        }
        while (lifecycle.isStopped() && (slot = table.nextAbandoned()) != null) {
            tell(slot);
            told++;
        }
        return told;
    }

    int await(long patienceNs) throws Exception {
        int told = poll();
        if (told > 0 || patienceNs == 0 || inFlight() == 0) {
            return told;
        }
        idle.reset();
        long giveUpNs = System.nanoTime() + patienceNs;
        try {
            while ((told = poll()) == 0 && System.nanoTime() - giveUpNs < 0) {
                endNs = System.nanoTime() + Math.min(giveUpNs - System.nanoTime(), untilTimeOutNs());
                idle.idle(doorbell);
            }
            return told;
        } finally {
            if (doorbell.takeInterrupt()) {
                Thread.currentThread().interrupt(); // it is the caller's
            }
        }
    }

    /** Waits for replies without looking at the asks: for a thread that shares them under a lock, which it must not hold. */
    void park() {
        doorbell.park();
    }

    /** How long {@link #park()} lasts at most. */
    void parkUntilNs(long systemNs) {
        endNs = systemNs;
    }

    /** How long until the next ask times out, ns. */
    long untilTimeOutNs() {
        return table.isWaiting() ? table.nextDeadlineNs() - config.clock().nanoTime() : Doorbell.MAX_PARK_NS;
    }

    void close() {
        if (calling) {
            throw new IllegalStateException("a reply handler closed the sender that called it");
        }
        if (table != null) {
            directory.remove(address);
            counters.countAsksCancelled(table.inFlight());
            table.discardAll();
        }
    }

    private void tell(AskSlot slot) throws Exception {
        AskOutcome outcome = slot.outcome();
        byte[] frame = slot.frame();
        long lead = FrameHeader.lead(frame, 0);
        if (slot.overflow() == null) {
            reply.wrap(frame, 0, lead);
        } else {
            reply.wrap(frame, 0, lead, slot.overflow().bytes());
        }
        calling = true;
        try {
            counters.countOutcome(outcome);
            slot.handler().onReply(outcome, reply);
        } finally {
            calling = false;
            table.free(slot);
        }
    }

    private void makeTable() {
        idle = idleStrategy.get();
        doorbell = new Doorbell(this::hasWork, this::longestParkNs);
        table = new AskTable(config.maxAsksInFlight(), config.slotBytes(), idle.parks() ? doorbell : null);
        asker = new Asker(table, counters);
        address = directory.add(table);
    }

    private boolean hasWork() {
        return table.hasArrived() || lifecycle.isStopped();
    }

    private long longestParkNs() {
        return endNs - System.nanoTime();
    }
}
