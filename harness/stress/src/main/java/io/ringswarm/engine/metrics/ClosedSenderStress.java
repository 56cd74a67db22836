package io.ringswarm.engine.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** A sender ends while somebody reads what all senders have created: its messages are counted once throughout. */
@JCStressTest
@Outcome(id = "3", expect = ACCEPTABLE, desc = "What the sender has created.")
@State
public class ClosedSenderStress {
    private final SenderLedger ledger = new SenderLedger();
    private final SenderCounters sender = ledger.open();

    /** A sender that has created three messages. */
    public ClosedSenderStress() {
        sender.countCreated(3);
    }

    @Actor
    void sender() {
        ledger.close(sender);
    }

    @Actor
    void reader(J_Result r) {
        r.r1 = ledger.created();
    }
}
