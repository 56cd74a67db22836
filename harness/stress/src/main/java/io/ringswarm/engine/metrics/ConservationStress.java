package io.ringswarm.engine.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * A message is created, then handled, while somebody reads the engine's counters over and over. The result: the fewest
 * messages that seemed to be in flight.
 */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "Never less than none in flight.")
@Outcome(id = "-1", expect = FORBIDDEN, desc = "Handled before it was created.")
@State
public class ConservationStress {
    private final SenderLedger ledger = new SenderLedger();
    private final SenderCounters sender = ledger.open();
    private final ShardCounters shard = new ShardCounters();

    @Actor
    void message() {
        sender.countCreated(1);
        shard.countHandled();
    }

    @Actor
    void reader(J_Result r) {
        EngineCounters counters;
        do {
            counters = EngineCounters.sum(ledger, List.of(shard), 0);
            r.r1 = Math.min(r.r1, counters.inFlight());
        } while (counters.handled() == 0);
    }
}
