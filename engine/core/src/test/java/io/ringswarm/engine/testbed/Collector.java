package io.ringswarm.engine.testbed;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Keeps what it gets. May be the agent of several shards, and read by any thread. */
public class Collector implements Agent {
    /** A message as its handler saw it. */
    public record Got(long sender, long sequence, Priority priority, int bytes, boolean intact, String thread) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(Message message, AgentContext self) throws Exception {
        Parcel parcel = message.read(PARCELS, new Parcel());
        got.add(new Got(
                parcel.sender,
                parcel.sequence,
                message.priority(),
                parcel.bytes,
                parcel.intact,
                Thread.currentThread().getName()));
    }

    public List<Got> got() {
        return List.copyOf(got);
    }

    public List<Long> sequences() {
        return got.stream().map(Got::sequence).toList();
    }

    /** Waits until as many have come. */
    public void await(int messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> got.size() >= messages);
    }
}
