package io.ringswarm.harness.peers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An actor system with one typed actor for each agent, on a dispatcher of their own with one thread, as the engine has one
 * shard and the queues one consumer.
 *
 * <p>The thread is one of the affinity pool at its highest {@code idle-cpu-level}, where it spins, which
 * <a href="https://github.com/apache/pekko/blob/v1.7.0/actor/src/main/resources/reference.conf">the reference
 * configuration</a> gives as the way to low latency. Against the pools of fixed size and fork-join, whose threads park, it
 * takes a quarter of the time for an ask and a little less for a message one way. Throughput lets an actor handle up to 100
 * messages before the thread goes on to the next, as the dispatchers that
 * <a href="https://pekko.apache.org/docs/pekko/current/typed/dispatchers.html">the documentation</a> shows; 1 would be the
 * fairest, and 5 is the default.
 *
 * @param <T> what actors get
 */
final class PekkoNode<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DISPATCHER = "agents-dispatcher";
    private static final int FEWEST_TASKS = 512;
    private static final Config CONFIG = ConfigFactory.parseString("""
                    agents-dispatcher {
                      type = Dispatcher
                      executor = "affinity-pool-executor"
                      affinity-pool-executor {
                        parallelism-min = 1
                        parallelism-max = 1
                        idle-cpu-level = 10
                      }
                      throughput = 100
                    }
                    pekko.stdout-loglevel = "OFF"
                    pekko.loglevel = "WARNING"
                    pekko.jvm-shutdown-hooks = off
                    """).withFallback(ConfigFactory.load());

    private final ActorSystem<Void> system;
    private final List<ActorRef<T>> actors;

    /** Starts an actor system with so many actors, each with a behaviour of its own. */
    PekkoNode(int agents, IntFunction<Behavior<T>> behaviors) {
        CompletableFuture<List<ActorRef<T>>> spawned = new CompletableFuture<>();
        system = ActorSystem.create(guardian(agents, behaviors, spawned), "peers", withRoomFor(agents));
        actors = Threads.await(spawned, PATIENCE, "spawning actors");
    }

    ActorSystem<Void> system() {
        return system;
    }

    ActorRef<T> actor(int number) {
        return actors.get(number);
    }

    String version() {
        return LibraryVersion.of(ActorSystem.class);
    }

    boolean alive() {
        return !system.getWhenTerminated().toCompletableFuture().isDone();
    }

    void close() {
        system.terminate();
        Threads.await(system.getWhenTerminated().toCompletableFuture(), PATIENCE, "terminating the actor system");
    }

    /** An actor with messages is one task of the pool, which refuses those that find no room. */
    private static Config withRoomFor(int agents) {
        int tasks = Math.max(FEWEST_TASKS, 2 * agents);
        return CONFIG.withValue(
                DISPATCHER + ".affinity-pool-executor.task-queue-size", ConfigValueFactory.fromAnyRef(tasks));
    }

    private static <T> Behavior<Void> guardian(
            int agents, IntFunction<Behavior<T>> behaviors, CompletableFuture<List<ActorRef<T>>> spawned) {
        return Behaviors.setup(context -> {
            List<ActorRef<T>> actors = new ArrayList<>();
            for (int i = 0; i < agents; i++) {
                actors.add(context.spawn(behaviors.apply(i), "agent-" + i, DispatcherSelector.fromConfig(DISPATCHER)));
            }
            spawned.complete(actors);
            return Behaviors.empty();
        });
    }
}
