package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentKinds;
import io.ringswarm.engine.agent.AgentSpec;
import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.delivery.AgentRegistry;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The agents of an engine by name. Any thread. */
final class Agents implements AgentRegistry {
    private final Lifecycle lifecycle;
    private final List<Shard> shards;
    private final Supplier<EngineHealth> health;
    private final Completions completions;
    private final ConcurrentMap<String, AgentRef> byName = new ConcurrentHashMap<>();
    private final AgentRef reserved;
    private final Topics topics;
    private final Routers routers;
    private final AgentKinds kinds = new AgentKinds();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Who is told of an end, and where. Each is itself only. */
    private static final class Awaited {
        final CompletableFuture<AgentEnd> end = new CompletableFuture<>();
        final Completions completions;

        Awaited(Completions completions) {
            this.completions = completions;
        }
    }

    Agents(Lifecycle lifecycle, List<Shard> shards, Supplier<EngineHealth> health, Completions completions) {
        this.lifecycle = lifecycle;
        this.shards = shards;
        this.health = health;
        this.completions = completions;
        reserved = new AgentRef("reserved", 0, lifecycle);
        topics = new Topics(lifecycle, shards.size());
        routers = new Routers(shards, topics);
    }

    AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory) {
        return spawn(name, null, nextShard(options), options, factory);
    }

    @Override
    public AgentRef spawn(
            String name,
            AgentRef parent,
            int shardUnlessChosen,
            AgentOptions options,
            Supplier<? extends Agent> factory) {
        Shard home = home(options.shardOr(shardUnlessChosen));
        return add(name, () -> {
            Agent agent = Objects.requireNonNull(factory.get(), "the factory's agent");
            return admit(name, home, agent, spec(options, factory, parent));
        });
    }

    /** Adds an agent that was made already; the factory is for its restarts. */
    AgentRef spawnMade(String name, AgentOptions options, Agent agent, Supplier<? extends Agent> factory) {
        Objects.requireNonNull(agent, "the factory's agent");
        Shard home = home(options.shardOr(nextShard(options)));
        AgentSpec spec = spec(options, factory, null);
        return add(name, () -> admit(name, home, agent, spec));
    }

    /** All or none: when one cannot be added, those before it end again. */
    List<AgentRef> spawnAll(
            int count, IntFunction<String> names, AgentOptions options, IntFunction<? extends Agent> factory) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + " (expected: 0 or more)");
        }
        List<AgentRef> spawned = new ArrayList<>(count);
        boolean restarts = !options.supervision().resumes();
        AgentSpec shared = spec(options, null, null);
        try {
            for (int i = 0; i < count; i++) {
                int index = i;
                Shard home = home(options.shardOr(nextShard(options)));
                Agent agent = Objects.requireNonNull(factory.apply(i), "the factory's agent");
                AgentSpec spec = restarts
                        ? spec(options, () -> factory.apply(index), null)
                        : shared; // one that only resumes is never made again
                String name = names.apply(i);
                spawned.add(add(name, () -> admit(name, home, agent, spec)));
            }
        } catch (Throwable e) {
            spawned.forEach(agent -> end(new AgentEnd(agent, AgentEnd.How.STOPPED, null)));
            throw e;
        }
        return Collections.unmodifiableList(spawned);
    }

    private static AgentSpec spec(AgentOptions options, Supplier<? extends Agent> factory, AgentRef parent) {
        return new AgentSpec(
                factory,
                options.supervision(),
                parent,
                options.isBlocking(),
                options.asksFirstChosen(),
                options.shedsNothingChosen());
    }

    private int nextShard(AgentOptions options) {
        return options.choosesShard() ? 0 : Math.floorMod(nextShard.getAndIncrement(), shards.size());
    }

    private Shard home(int shard) {
        if (shard < 0 || shard >= shards.size()) {
            throw new IllegalArgumentException("shard=" + shard + " (expected: 0 to " + (shards.size() - 1) + ")");
        }
        return shards.get(shard);
    }

    /** Adds somebody under a name that nobody else has or gets meanwhile. */
    private AgentRef add(String name, Supplier<AgentRef> added) {
        reserve(name);
        try {
            AgentRef ref = added.get();
            byName.put(name, ref);
            if (ref.isEnding()) {
                byName.remove(name, ref); // it has stopped itself as it started, when it had no name yet
            }
            if (!lifecycle.isAccepting()) { // its shard may have ended its agents already
                end(new AgentEnd(ref, AgentEnd.How.STOPPED, null));
                throw new IllegalStateException("the engine is " + health.get().status());
            }
            return ref;
        } catch (Throwable e) {
            byName.remove(name, reserved);
            throw e;
        }
    }

    private void reserve(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name=" + name + " (expected: a text that is not blank)");
        }
        if (!lifecycle.isAccepting()) {
            throw new IllegalStateException("the engine is " + health.get().status());
        }
        if (byName.putIfAbsent(name, reserved) != null) {
            throw new IllegalArgumentException("name=" + name + " (expected: a name that no living agent has)");
        }
    }

    private AgentRef admit(String name, Shard home, Agent agent, AgentSpec spec) {
        AgentCell cell =
                home.agents().add(agent, spec, kinds.of(agent), address -> new AgentRef(name, address, lifecycle));
        home.start(cell);
        return cell.self();
    }

    AgentRef addRouter(String name, Routing routing, List<AgentRef> members) {
        Objects.requireNonNull(routing, "routing");
        members.forEach(this::requireAgent);
        return add(name, () -> {
            AgentRef ref = new AgentRef(name, routers.add(routing), lifecycle);
            members.forEach(agent -> routers.join(ref.router(), agent));
            return ref;
        });
    }

    boolean join(AgentRef router, AgentRef agent) {
        return routers.join(Routers.of(requireOurs(router)), requireAgent(agent));
    }

    boolean leave(AgentRef router, AgentRef agent) {
        return routers.leave(Routers.of(requireOurs(router)), requireAgent(agent));
    }

    Topics topics() {
        return topics;
    }

    @Override
    public Subscribers subscribers(int topic) {
        return topics.subscribers(topic);
    }

    @Override
    public boolean subscribe(Topic topic, AgentRef agent) {
        return topics.subscribe(topic, requireAgent(agent));
    }

    @Override
    public boolean unsubscribe(Topic topic, AgentRef agent) {
        return topics.unsubscribe(topic, requireAgent(agent));
    }

    AgentKinds kinds() {
        return kinds;
    }

    AgentRef find(String name) {
        AgentRef found = byName.get(name);
        return found == reserved ? null : found;
    }

    @Override
    public void end(AgentEnd end) {
        AgentRef agent = requireOurs(end.agent());
        if (agent.stop()) {
            byName.remove(agent.name(), agent);
            if (agent.router() != null) {
                routers.remove(agent.router());
                return;
            }
            routers.forget(agent);
            topics.forget(agent);
            shards.get(AgentAddress.shard(agent.address())).end(end);
        }
    }

    CompletionStage<AgentEnd> drain(AgentRef agent, long limitNs) {
        CompletionStage<AgentEnd> ended = whenEnded(agent);
        if (agent.drain()) {
            routers.forget(agent);
            topics.forget(agent);
            shards.get(AgentAddress.shard(agent.address())).drain(agent, limitNs);
        }
        return ended;
    }

    @Override
    public void unsupervised(AgentEnd end) {
        lifecycle.unsupervised(end.agent().name(), end.cause());
    }

    CompletionStage<AgentEnd> whenEnded(AgentRef agent) {
        return whenEnded(agent, completions);
    }

    CompletionStage<AgentEnd> whenEnded(AgentRef agent, Completions where) {
        requireAgent(agent);
        Awaited waiting = new Awaited(where);
        awaited.add(waiting);
        shards.get(AgentAddress.shard(agent.address())).whenEnded(agent, end -> {
            awaited.remove(waiting);
            where.run(() -> waiting.end.complete(end));
        });
        if (closed) {
            giveUp(waiting); // the shard may have ended without a look at its controls
        }
        return waiting.end;
    }

    /** Nobody will tell any more of ends that are still awaited: the engine has closed. */
    void close() {
        closed = true;
        awaited.forEach(this::giveUp);
    }

    private void giveUp(Awaited waiting) {
        awaited.remove(waiting);
        waiting.completions.run(() -> waiting.end.completeExceptionally(
                new IllegalStateException("the engine was closed while the agent did not come back")));
    }

    @Override
    public AgentRef requireAgent(AgentRef agent) {
        if (requireOurs(agent).router() != null) {
            throw new IllegalArgumentException("agent=" + agent + " (expected: an agent, not a router)");
        }
        return agent;
    }

    private AgentRef requireOurs(AgentRef agent) {
        if (agent == null || !agent.belongsTo(lifecycle)) {
            throw new IllegalArgumentException("agent=" + agent + " (expected: an agent of this engine)");
        }
        return agent;
    }
}
