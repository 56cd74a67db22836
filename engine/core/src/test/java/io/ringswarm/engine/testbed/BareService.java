package io.ringswarm.engine.testbed;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;

/** What a service does that sends bodies of a fixed layout; run in a JVM without flags. */
public final class BareService {
    private BareService() {}

    public static void main(String[] args) {
        Parcel parcel = new Parcel();
        Engine engine = Engine.launch(new EngineContext().shards(2));
        try (engine;
                Sender sender = engine.newSender()) {
            Parcel got = new Parcel();
            AgentRef agent = engine.spawn("reader", () -> (message, self) -> message.read(PARCELS, got));
            for (int i = 0; i < 1_000; i++) {
                while (sender.tell(agent, parcel.of(0, i, i % 10 == 0 ? 1_000 : 50), PARCELS) != Offer.ACCEPTED) {
                    Thread.yield();
                }
            }
        }
        try {
            Class.forName("net.openhft.chronicle.wire.Wire");
            System.out.println("Chronicle is on the class path");
        } catch (ClassNotFoundException absent) {
            System.out.println("handled " + engine.counters().handled() + ", in flight "
                    + engine.counters().inFlight());
        }
    }
}
