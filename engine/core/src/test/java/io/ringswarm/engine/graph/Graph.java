package io.ringswarm.engine.graph;

import static io.ringswarm.engine.graph.HopCodec.HOPS;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** An engine with the agents and senders of a plan, and what they have in common. Any thread. */
final class Graph {
    private static final int MOST_REPLACEMENTS = 12;

    /** For a machine that has other things to do. */
    private static final long CLOSE_GRACE_NS = Duration.ofSeconds(5).toNanos();

    final GraphPlan plan;
    final NanoClock clock;
    final Engine engine;
    final List<Outsider> outsiders = new ArrayList<>();

    private final LongConsumer stall;
    private final int maxNodes;
    private final Channel[] channels;
    private final AtomicReferenceArray<Node> nodes;
    private final AtomicReferenceArray<Node> living;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong buriedAnswers = new AtomicLong();
    private final Map<DeadLetterReason, AtomicLong> buried = new EnumMap<>(DeadLetterReason.class);
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private long trace;
    private boolean insideAgent;
    private volatile boolean calm;

    /**
     * Launches the engine and spawns the agents.
     *
     * @param stall keeps a shard busy for some ns
     * @param settings completes the engine's settings
     */
    Graph(GraphPlan plan, NanoClock clock, LongConsumer stall, UnaryOperator<EngineContext> settings) {
        this.plan = plan;
        this.clock = clock;
        this.stall = stall;
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            buried.put(reason, new AtomicLong());
        }
        maxNodes = plan.agents + MOST_REPLACEMENTS;
        nodes = new AtomicReferenceArray<>(maxNodes);
        living = new AtomicReferenceArray<>(plan.agents);
        int parties = 2 * maxNodes + Outsider.PARTIES * plan.senders;
        channels = new Channel[parties * maxNodes * Priority.COUNT];
        engine = Engine.launch(settings.apply(plan.context().clock(clock).deadLetterListener(this::onDeadLetter)));
        for (int slot = 0; slot < plan.agents; slot++) {
            living.set(slot, spawn(slot, slot % plan.shards));
        }
        for (int i = 0; i < plan.senders; i++) {
            outsiders.add(new Outsider(this, 2 * maxNodes + Outsider.PARTIES * i));
        }
    }

    /** The party that a node is when it uses the engine's doors. */
    int doorOf(Node node) {
        return maxNodes + node.id;
    }

    /** Whoever lives in a slot, or did last. */
    Node living(int slot) {
        return living.get(slot);
    }

    /** Some agent that lives on a shard, or null. While nobody is stopped. */
    Node aliveOn(int shard) {
        for (Node node : nodes()) {
            if (!node.stopped && node.shard == shard) {
                return node;
            }
        }
        return null;
    }

    /** All nodes that ever were. */
    List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < maxNodes; i++) {
            if (nodes.get(i) != null) {
                all.add(nodes.get(i));
            }
        }
        return all;
    }

    Channel[] channels() {
        return channels;
    }

    /** Where a party's messages to a node are counted. The party's thread. */
    Channel channel(int from, int to, int lane) {
        int index = index(from, to, lane);
        if (channels[index] == null) {
            channels[index] = new Channel();
        }
        return channels[index];
    }

    /** Where a message was counted by its sender. */
    Channel channelOf(Hop hop, Priority priority) {
        return channels[index(hop.from, hop.to, priority.ordinal())];
    }

    private int index(int from, int to, int lane) {
        return (from * maxNodes + to) * Priority.COUNT + lane;
    }

    /** Ends the agent in a slot, and perhaps spawns another in its place. */
    void replace(int slot, int shard, boolean respawn) {
        Node old = living.get(slot);
        old.stopped = true;
        if (plan.drainLimitNs > 0) {
            engine.drain(old.ref, Duration.ofNanos(plan.drainLimitNs));
        } else {
            engine.stop(old.ref);
        }
        if (respawn && made.get() < maxNodes) {
            Node next = spawn(slot, shard);
            if (next != null && !living.compareAndSet(slot, old, next)) {
                next.stopped = true;
                engine.stop(next.ref);
            }
        }
    }

    private Node spawn(int slot, int shard) {
        int id = made.getAndIncrement();
        if (id >= maxNodes) {
            return null;
        }
        Node node = new Node(this, id, slot);
        AgentRef ref;
        try {
            ref = engine.spawn("node-" + id, plan.options(shard), node::born);
        } catch (IllegalStateException closing) {
            return null;
        }
        node.live(ref, shard);
        nodes.set(id, node);
        return node;
    }

    private void onDeadLetter(Message message, DeadLetterReason reason, Throwable cause) {
        buried.get(reason).incrementAndGet();
        boolean thrown = reason == DeadLetterReason.HANDLER_THREW || reason == DeadLetterReason.MALFORMED;
        if (thrown != (cause != null) || thrown && !(cause instanceof OnPurpose)) {
            fault("reason=" + reason, cause);
        }
        if (thrown) {
            return;
        }
        Hop hop = message.read(HOPS, new Hop());
        trace(hop.to, reason.ordinal(), hop.sequence);
        if (!hop.intact) {
            fault("damaged dead letter " + hop, null);
        }
        if (hop.sequence == Hop.ANSWER) {
            buriedAnswers.incrementAndGet();
        } else {
            String fault = channelOf(hop, message.priority()).bury(hop.sequence);
            if (fault != null) {
                fault(hop + " with reason " + reason + ": " + fault, null);
            }
        }
    }

    /** Keeps the calling agent busy. */
    void stall(long ns) {
        stall.accept(ns);
    }

    long buried(DeadLetterReason reason) {
        return buried.get(reason).get();
    }

    /** Answers that became dead letters, as their asker had stopped. */
    long buriedAnswers() {
        return buriedAnswers.get();
    }

    /** A graph that ends by itself must not take the time that it is given, not even when a shard is dead. */
    void checkClose(long tookNs) {
        long limitNs = CLOSE_GRACE_NS + (plan.endless ? plan.closeTimeoutNs : 0);
        if (tookNs > limitNs) {
            fault("close took " + tookNs + " ns of " + plan.closeTimeoutNs, null);
        }
    }

    /** Notes what must not happen. */
    void fault(String what, Throwable cause) {
        StringBuilder text = new StringBuilder(what);
        if (cause != null) {
            text.append(": ").append(cause);
            for (int i = 0; i < Math.min(12, cause.getStackTrace().length); i++) {
                text.append("\n    at ").append(cause.getStackTrace()[i]);
            }
        }
        faults.add(text.toString());
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** From now on nobody does anything at random. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** An agent begins or ends to be called. For graphs that one thread runs. */
    void insideAgent(boolean inside) {
        insideAgent = inside;
    }

    boolean isInsideAgent() {
        return insideAgent;
    }

    /** Adds to the account of what has happened in which order, in graphs that one thread runs. */
    void trace(long who, long what, long which) {
        if (!plan.threaded) {
            trace = 31 * (31 * (31 * trace + who) + what) + which;
        }
    }

    long trace() {
        return trace;
    }
}
