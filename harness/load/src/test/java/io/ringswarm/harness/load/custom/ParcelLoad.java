package io.ringswarm.harness.load.custom;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import java.util.ArrayList;
import java.util.List;

/** Parcels to agents that a test makes, in turns on all shards. */
final class ParcelLoad implements CustomWorkload {
    private final Agents agents;

    ParcelLoad(Agents agents) {
        this.agents = agents;
    }

    /** Makes the n-th agent; the setup is the run's. */
    interface Agents {
        Agent make(LoadSetup setup, int number);
    }

    @Override
    public List<AgentRef> create(LoadSetup setup) {
        List<AgentRef> refs = new ArrayList<>();
        for (int i = 0; i < setup.agents(); i++) {
            Agent agent = agents.make(setup, i);
            refs.add(setup.engine().spawn("parcels-" + i, i % setup.shards(), () -> agent));
        }
        return refs;
    }

    @Override
    public MessageMaker messages(int producer) {
        Parcel parcel = new Parcel();
        return next -> next.body(parcel.fill(next), Parcel.CODEC);
    }

    /** An agent that tells of every parcel. */
    static Agent checking(LoadSetup setup, int number) {
        ArrivalNumbers arrivals = setup.checkArrivals(number);
        Parcel parcel = new Parcel();
        return (message, self) -> {
            message.read(Parcel.CODEC, parcel);
            arrivals.arrived(parcel.producer, parcel.number);
        };
    }
}
