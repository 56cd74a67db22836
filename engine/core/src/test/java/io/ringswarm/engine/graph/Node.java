package io.ringswarm.engine.graph;

import static io.ringswarm.engine.graph.HopCodec.HOPS;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Timer;
import java.time.Duration;

/** An agent that does at random whatever agents may do, and checks what it gets. */
final class Node extends Party implements Agent {
    private static final int MOST_FIRINGS = 20;

    final int slot;
    volatile AgentRef ref;
    volatile int shard;
    volatile boolean stopped;

    private final Answering answering = new Answering(this);
    private final Door door;
    private AgentContext self;
    private Timer timer;
    private int firings;
    private boolean inBatch;
    private Thread thread;

    Node(Graph graph, int id, int slot) {
        super(graph, id);
        this.slot = slot;
        door = new Door(graph, graph.doorOf(this));
    }

    /** Called once, before anybody knows the node. */
    void live(AgentRef agentRef, int shardIndex) {
        ref = agentRef;
        shard = shardIndex;
    }

    /** Begins an instance of the agent: the first one, or another after a fault, which knows nothing of what was under way. */
    Node born() {
        asks.stream().filter(ask -> !ask.hasEnded()).forEach(Ask::end);
        timer = null;
        inBatch = false;
        return this;
    }

    /** Whether it is still to be told of the end of its batch. */
    boolean isInBatch() {
        return inBatch;
    }

    Door door() {
        return door;
    }

    @Override
    public void onMessage(Message message, AgentContext context) {
        enter(context);
        try {
            receive(message);
            int budget = in.budget;
            if (budget == Hop.PROBE) {
                probe();
            } else {
                int kept = answering.toMessage(message, in, context);
                spend(budget == Hop.ENDLESS ? budget : budget - kept);
                misbehave();
            }
            tally.messagesHandled++;
        } catch (Throwable e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    @Override
    void onEnd(Ask ask, AskOutcome outcome, Message reply) {
        enter(self);
        try {
            spend(check(ask, outcome, reply));
            misbehave();
            tally.repliesHandled++;
        } catch (Throwable e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    private void onTimer(Timer fired, long dueNs, AgentContext context) {
        enter(context);
        try {
            tally.timersFired++;
            graph.trace(id, -1, dueNs);
            if (fired != timer || dueNs > context.nowNs()) {
                graph.fault("node " + id + " got a firing due at " + dueNs, null);
            }
            if (++firings >= MOST_FIRINGS || graph.isCalm()) {
                timer.cancel();
            }
            spend(graph.isCalm() ? 0 : random.nextInt(3));
            misbehave();
            tally.timersHandled++;
        } catch (Throwable e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    @Override
    public void onBatchEnd(AgentContext context) {
        if (!inBatch) {
            graph.fault("node " + id + " heard of the end of a batch in which it had no part", null);
        }
        enter(context);
        inBatch = false;
        try {
            if (happens(plan.batchEnds)) {
                spend(1);
            }
            if (happens(plan.throwing)) {
                tally.batchEndFaults++;
                throw new OnPurpose();
            }
        } catch (OnPurpose e) {
            throw e;
        } catch (Throwable e) {
            graph.fault("node " + id, e);
            throw e;
        } finally {
            leave();
        }
    }

    private void receive(Message message) {
        message.read(HOPS, in);
        graph.trace(id, in.from, in.sequence);
        Channel channel = graph.channelOf(in, message.priority());
        String fault =
                in.to != id || !in.intact || channel == null ? "not its own, or damaged" : channel.receive(in.sequence);
        if (fault != null || message.isAsk() != (in.askKey != 0)) {
            graph.fault("node " + id + " got " + in + " " + message.priority() + ": " + fault, null);
        }
    }

    /** Causes messages, as many as the budget allows and a few at a time. */
    private void spend(int budget) {
        int left = budget;
        for (int i = 0; i < plan.fanOut && left > 0; i++) {
            int share = left;
            if (left != Hop.ENDLESS) {
                share = i == plan.fanOut - 1 ? left - 1 : random.nextInt(left);
                left -= share + 1;
            }
            int[] edges = plan.edges[slot];
            Node target = graph.living(edges[random.nextInt(edges.length)]);
            if (happens(plan.asks)) {
                ask(target, share);
            } else if (happens(plan.doors)) {
                door.tell(target, share);
            } else {
                send(target, share, happens(plan.parks));
            }
        }
    }

    private Offer send(Node target, int budget, boolean park) {
        Channel channel = prepare(target, budget, 0);
        try {
            Offer offer = park
                    ? self.sendOrPark(target.ref, out, codec(), envelope)
                    : self.send(target.ref, out, codec(), envelope);
            settle(offer, channel);
            if (offer == Offer.PARKED && !park) {
                graph.fault("node " + id + " parked what it did not want to park", null);
            }
            return offer;
        } catch (OnPurpose poison) {
            return null;
        }
    }

    private void ask(Node target, int budget) {
        Ask ask = newAsk();
        Channel channel = prepare(target, budget, ask.key);
        try {
            if (settle(self.ask(target.ref, out, codec(), envelope, timeout(), ask), channel)) {
                asked(ask, self.lastAskId());
            }
        } catch (OnPurpose poison) {
            return;
        }
        if (happens(50)) {
            cancelAny();
        }
    }

    private void cancelAny() {
        Ask ask = anyAsk();
        if (ask != null && self.cancelAsk(ask.id)) {
            ask.end();
            tally.asksCancelled++;
        }
    }

    /** Nothing else is under way, so all of the shard's buffers must be free. */
    private void probe() {
        for (int i = 0; i < plan.overflowBuffers; i++) {
            Channel channel = prepare(id, Priority.NORMAL, 0, 0);
            envelope.reset();
            out.bytes = GraphPlan.MAX_BODY_BYTES;
            Offer offer = self.send(ref, out, HOPS, envelope);
            if (!settle(offer, channel)) {
                graph.fault("shard " + shard + " at rest answers " + offer + " to long body number " + i, null);
            }
        }
    }

    private void misbehave() {
        answering.later(self);
        if (firings < MOST_FIRINGS && happens(plan.timers)) {
            setTimer();
        }
        if (happens(plan.stalls)) {
            graph.stall(random.nextInt(20_000));
        }
        if (happens(plan.stops)) {
            graph.replace(random.nextInt(plan.agents), random.nextInt(plan.shards), random.nextBoolean());
        }
        if (happens(plan.insideCloses) && graph.engine.close(Duration.ofNanos(plan.closeTimeoutNs)) != null) {
            graph.fault("node " + id + " got a report from close", null);
        }
        if (happens(plan.throwing)) {
            throw new OnPurpose();
        }
    }

    private void setTimer() {
        if (timer == null) {
            timer = self.newTimer(this::onTimer);
        }
        switch (random.nextInt(4)) {
            case 0 -> timer.once(Duration.ofNanos(random.nextInt(50_000)));
            case 1 -> timer.once(Duration.ZERO);
            case 2 -> timer.every(Duration.ofNanos(1_000 + random.nextInt(50_000)));
            default -> {
                boolean wasSet = timer.isSet();
                if (timer.cancel() != wasSet || timer.isSet()) {
                    graph.fault("node " + id + " cannot cancel its timer", null);
                }
            }
        }
    }

    private void enter(AgentContext context) {
        if (thread == null) {
            thread = Thread.currentThread();
            self = context;
        }
        if (thread != Thread.currentThread() || self != context || context.self() != ref) {
            graph.fault("node " + id + " was called by " + Thread.currentThread() + " with " + context.self(), null);
        }
        inBatch = true;
        graph.insideAgent(true);
    }

    private void leave() {
        graph.insideAgent(false);
    }

    private RuntimeException failed(Throwable thrown) {
        tally.thrown++;
        if (!(thrown instanceof OnPurpose)) {
            graph.fault("node " + id, thrown);
        }
        return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }
}
