package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;

/** Makes the messages of one producer and stages them. Confined to the producer's thread. */
public interface Stager {
    /**
     * Makes one message and stages it. It is made anew with the same number when the engine had no room for its body.
     *
     * @param sender takes it
     * @param target whom it is for
     * @param agent that one's number, from 0
     * @param number counts the messages of this producer to that agent, from 0
     * @param type {@link io.ringswarm.harness.load.schedule.Schedule#REQUEST} or {@link
     *     io.ringswarm.harness.load.schedule.Schedule#TOKEN}
     * @param timeNs when it is due, ns of the engine's clock; in a closed loop when it is made
     * @param envelope the rest
     * @return what the sender says
     */
    Offer stage(Sender sender, AgentRef target, int agent, long number, int type, long timeNs, Envelope envelope);
}
