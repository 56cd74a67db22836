package io.ringswarm.engine.graph;

import static io.ringswarm.engine.graph.HopCodec.HOPS;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Sender;
import java.time.Duration;

/** Somebody outside the engine with a sender of its own, that does at random whatever senders may do. */
final class Outsider extends Party {
    /** Itself and its door. */
    static final int PARTIES = 2;

    private final Door door;
    private Sender sender;
    private long acceptedBefore;

    Outsider(Graph graph, int id) {
        super(graph, id);
        door = new Door(graph, id + 1);
        sender = newSender();
    }

    Door door() {
        return door;
    }

    /** Does something. Answers false once the engine accepts nothing more. */
    boolean act() throws Exception {
        Node target = graph.living(random.nextInt(plan.agents));
        int budget = plan.endless && random.nextBoolean() ? Hop.ENDLESS : random.nextInt(plan.budget + 1);
        long closedBefore = tally.closed;
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> tell(target, budget);
            case 5, 6, 7, 8 -> stage(target, budget);
            case 9 -> sender.flush();
            case 10, 11 -> ask(target, budget);
            case 12 -> poll();
            case 13 -> useDoor(target, budget);
            case 14 -> cancelAny();
            default -> rarely();
        }
        return tally.closed == closedBefore;
    }

    private void tell(Node target, int budget) {
        Channel channel = prepare(target, budget, 0);
        try {
            settle(sender.tell(target.ref, out, codec(), envelope), channel);
        } catch (OnPurpose poison) {
            graph.trace(id, -1, out.sequence);
        }
    }

    private void stage(Node target, int budget) {
        Channel channel = prepare(target, budget, 0);
        try {
            settle(sender.stage(target.ref, out, codec(), envelope), channel);
        } catch (OnPurpose poison) {
            graph.trace(id, -2, out.sequence);
        }
    }

    private void ask(Node target, int budget) {
        if (plan.asks == 0) {
            return;
        }
        Ask ask = newAsk();
        Channel channel = prepare(target, budget, ask.key);
        try {
            if (settle(sender.ask(target.ref, out, codec(), envelope, timeout(), ask), channel)) {
                asked(ask, sender.lastAskId());
            }
        } catch (OnPurpose poison) {
            graph.trace(id, -3, out.sequence);
        }
    }

    /** Hears of what has ended. Answers whether it was something. */
    boolean poll() throws Exception {
        try {
            return (plan.threaded && random.nextBoolean() ? sender.awaitReplies(Duration.ofMillis(1)) : sender.poll())
                    > 0;
        } catch (OnPurpose handlers) {
            return true;
        }
    }

    private void useDoor(Node target, int budget) {
        if (plan.threaded && happens(plan.asks)) {
            door.ask(target, budget);
        } else {
            door.tell(target, budget);
        }
    }

    private void cancelAny() {
        Ask ask = anyAsk();
        if (ask != null && sender.cancelAsk(ask.id)) {
            ask.end();
            tally.asksCancelled++;
        }
    }

    private void rarely() {
        if (happens(5 * plan.stops)) {
            graph.replace(random.nextInt(plan.agents), random.nextInt(plan.shards), random.nextBoolean());
        } else if (happens(50) && sender.staged() == 0) { // what is dropped would leave a hole
            leave();
            sender = newSender();
        }
    }

    @Override
    void onEnd(Ask ask, AskOutcome outcome, Message reply) {
        check(ask, outcome, reply);
        if (happens(plan.throwing)) {
            throw new OnPurpose();
        }
    }

    /** Nothing is under way and all answers have been taken, so all of the sender's buffers must be free. */
    void probe(Node target) {
        sender.flush();
        for (int i = 0; i < plan.overflowBuffers; i++) {
            Channel channel = prepare(target.id, Priority.NORMAL, 0, 0);
            envelope.reset();
            out.bytes = GraphPlan.MAX_BODY_BYTES;
            Offer offer = sender.stage(target.ref, out, HOPS, envelope);
            if (!settle(offer, channel)) {
                graph.fault("sender " + id + " at rest answers " + offer + " to long body number " + i, null);
            }
        }
    }

    /** Lets a shard use all of its buffers. */
    void probeShard(Node target) {
        Channel channel = prepare(target.id, Priority.NORMAL, Hop.PROBE, 0);
        envelope.reset();
        out.bytes = Hop.MIN_BYTES;
        Offer offer = sender.tell(target.ref, out, HOPS, envelope);
        if (!settle(offer, channel)) {
            graph.fault("shard " + target.shard + " at rest answers " + offer, null);
        }
    }

    void flush() {
        sender.flush();
    }

    int staged() {
        return sender.staged();
    }

    int asksInFlight() {
        return sender.asksInFlight();
    }

    /** The engine has stopped: what is in flight ends now. */
    void finish() throws Exception {
        for (int turns = sender.asksInFlight() + 1; sender.asksInFlight() > 0 && turns > 0; turns--) {
            poll();
        }
        if (sender.asksInFlight() > 0) {
            graph.fault("sender " + id + " has " + sender.asksInFlight() + " asks in flight after close", null);
        }
        acceptedBefore += sender.accepted();
        sender.close();
    }

    /** Closes the sender: its asks will not be told. */
    void leave() {
        acceptedBefore += sender.accepted();
        tally.asksCancelled += sender.asksInFlight();
        sender.close();
        for (Ask ask : asks) {
            if (!ask.hasEnded()) {
                ask.end();
            }
        }
        asks.clear();
    }

    /** Messages staged that the engine never took, once the sender has been closed. */
    long dropped() {
        return tally.accepted + tally.staged - acceptedBefore;
    }

    private Sender newSender() {
        return plan.threaded && random.nextBoolean()
                ? graph.engine.newSender(Duration.ofNanos(1 + random.nextInt(3_000_000)))
                : graph.engine.newSender();
    }
}
