package io.ringswarm.engine.idle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A shard parks while a sender publishes and rings. The message is a plain field, so that all order is the doorbell's.
 * Whether the ringer saw the flag is read off the flag itself, right after it; the shard keeps the flag up until then, from
 * inside its look for work, and does not park after all, so that nothing depends on time.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The shard saw the message.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The sender saw the flag.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each saw the other.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Neither saw the other: the wake-up is lost.")
@State
public class DoorbellStress {
    private final Doorbell doorbell = new Doorbell(this::look, () -> Doorbell.MAX_PARK_NS);
    private boolean message;
    private volatile boolean rung;
    private boolean seen;

    @Actor
    void shard(II_Result r) {
        doorbell.park();
        r.r1 = seen ? 1 : 0;
    }

    @Actor
    void sender(II_Result r) {
        message = true;
        doorbell.ring();
        r.r2 = doorbell.parked == null ? 0 : 1;
        rung = true;
    }

    private boolean look() {
        seen = message;
        while (!rung) {
            Thread.yield(); // the race is over
        }
        return true;
    }
}
