package io.ringswarm.harness.peers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Pekko's typed actors, one for each agent, on a dispatcher of their own whose throughput lets an actor handle up to 100
 * messages before its thread goes on to the next, as in the dispatcher that
 * <a href="https://pekko.apache.org/docs/pekko/current/typed/dispatchers.html">its documentation</a> shows. The dispatcher
 * has one thread, as the engine has one shard and the queues one consumer. Mailboxes are the typed actors' default ones,
 * which have no bound: the sender's credit bounds what is in them. Actors see no batches, so the clock is read for each
 * message.
 */
final class PekkoOneWay extends FrameOneWay {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DISPATCHER = "agents-dispatcher";
    private static final Config CONFIG = ConfigFactory.parseString("""
                    agents-dispatcher {
                      type = Dispatcher
                      executor = "thread-pool-executor"
                      thread-pool-executor.fixed-pool-size = 1
                      throughput = 100
                    }
                    pekko.stdout-loglevel = "OFF"
                    pekko.loglevel = "WARNING"
                    pekko.jvm-shutdown-hooks = off
                    """).withFallback(ConfigFactory.load());

    private final ActorSystem<Void> system;
    private final List<ActorRef<Frame>> actors;

    PekkoOneWay(int agents) {
        super(agents);
        CompletableFuture<List<ActorRef<Frame>>> spawned = new CompletableFuture<>();
        system = ActorSystem.create(guardian(agents, receiver(), spawned), "peers", CONFIG);
        actors = Threads.await(spawned, PATIENCE, "spawning actors");
    }

    @Override
    public String version() {
        return OneWaySystem.versionOf(ActorSystem.class);
    }

    @Override
    boolean offer(Frame frame) {
        actors.get(frame.target).tell(frame);
        return true;
    }

    @Override
    boolean alive() {
        return !system.getWhenTerminated().toCompletableFuture().isDone();
    }

    @Override
    public void close() {
        system.terminate();
        Threads.await(system.getWhenTerminated().toCompletableFuture(), PATIENCE, "terminating the actor system");
    }

    private static Behavior<Void> guardian(
            int agents, Receiver receiver, CompletableFuture<List<ActorRef<Frame>>> spawned) {
        return Behaviors.setup(context -> {
            List<ActorRef<Frame>> actors = new ArrayList<>();
            for (int i = 0; i < agents; i++) {
                actors.add(context.spawn(counting(receiver), "agent-" + i, DispatcherSelector.fromConfig(DISPATCHER)));
            }
            spawned.complete(actors);
            return Behaviors.empty();
        });
    }

    private static Behavior<Frame> counting(Receiver receiver) {
        return Behaviors.receiveMessage(frame -> {
            frame.takenAloneBy(receiver);
            return Behaviors.same();
        });
    }
}
