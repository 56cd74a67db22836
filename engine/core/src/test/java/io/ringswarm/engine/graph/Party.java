package io.ringswarm.engine.graph;

import static io.ringswarm.engine.graph.HopCodec.HOPS;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Anybody who sends: an agent, a sender outside, a user of the engine's doors. Confined to one thread at a time. */
abstract class Party {
    final Graph graph;
    final GraphPlan plan;
    final int id;
    final SplittableRandom random;
    final Tally tally = new Tally();
    final Envelope envelope = new Envelope();
    final Hop out = new Hop();
    final Hop in = new Hop();
    /** Those that were accepted. */
    final List<Ask> asks = new ArrayList<>();

    private long askKeys;

    Party(Graph graph, int id) {
        this.graph = graph;
        this.id = id;
        plan = graph.plan;
        random = new SplittableRandom(plan.seed + 31L * (id + 1));
    }

    /** An ask of this party has ended. */
    abstract void onEnd(Ask ask, AskOutcome outcome, Message reply);

    final boolean happens(int perThousand) {
        return !graph.isCalm() && GraphPlan.happens(random, perThousand);
    }

    /** Fills the envelope and the hop for a message to a node. Answers the channel that it belongs to. */
    final Channel prepare(Node target, int budget, long askKey) {
        Priority priority = plan.mixedPriorities ? Priority.ofLane(random.nextInt(Priority.COUNT)) : Priority.NORMAL;
        return prepare(target.id, priority, budget, askKey);
    }

    final Channel prepare(int target, Priority priority, int budget, long askKey) {
        envelope.reset().priority(priority).correlationId(askKey).traceId(id);
        if (happens(plan.deadlines)) {
            envelope.deadlineNs(graph.clock.nanoTime() + random.nextInt(50_000) - 1_000);
        }
        Channel channel = graph.channel(id, target, priority.ordinal());
        out.of(id, target, channel.next(), budget, askKey, bytes());
        return channel;
    }

    /** Counts what became of the message prepared last. Answers whether the engine has it. */
    final boolean settle(Offer offer, Channel channel) {
        graph.trace(id, offer.ordinal(), out.sequence);
        boolean taken = tally.count(offer);
        if (taken) {
            channel.count(out.askKey != 0 || envelope.deadlineNs() != Long.MAX_VALUE);
        }
        if (taken
                ? out.bytes > GraphPlan.MAX_BODY_BYTES
                : offer == Offer.TOO_LARGE && out.bytes <= GraphPlan.MAX_BODY_BYTES) {
            graph.fault("offer=" + offer + " to " + out, null);
        }
        return taken;
    }

    /** Counts an accepted ask. */
    final void asked(Ask ask, long askId) {
        ask.id = askId;
        asks.add(ask);
        tally.asks++;
    }

    final Ask newAsk() {
        return new Ask(this, (long) (id + 1) << Integer.SIZE | ++askKeys);
    }

    /** Any of its asks, which may have ended; null when it has none. */
    final Ask anyAsk() {
        return asks.isEmpty() ? null : asks.get(random.nextInt(asks.size()));
    }

    final HopCodec codec() {
        return happens(plan.poisons) ? HopCodec.POISONED : HOPS;
    }

    final Duration timeout() {
        return Duration.ofNanos(1 + random.nextInt(plan.threaded ? 5_000_000 : 500_000));
    }

    final int bytes() {
        int limit = GraphPlan.INLINE_BYTES;
        if (happens(plan.longBodies)) {
            limit = happens(50) ? GraphPlan.MAX_BODY_BYTES + 50 : GraphPlan.MAX_BODY_BYTES;
        }
        return Hop.MIN_BYTES + random.nextInt(limit - Hop.MIN_BYTES + 1);
    }

    /** Checks what an ask's handler was given. Answers what the answer may still cause. */
    final int check(Ask ask, AskOutcome outcome, Message reply) {
        ask.end();
        tally.told[outcome.ordinal()]++;
        graph.trace(id, outcome.ordinal(), ask.key);
        if (reply.correlationId() != ask.key) {
            graph.fault("ask " + ask.key + " got the correlation id " + reply.correlationId(), null);
        }
        if (outcome != AskOutcome.ANSWERED) {
            if (reply.body().length() != 0 || reply.templateId() != 0) {
                graph.fault("ask " + ask.key + " got a body with " + outcome, null);
            }
            return 0;
        }
        reply.read(HOPS, in);
        if (in.askKey != ask.key || !in.intact || in.sequence != Hop.ANSWER) {
            graph.fault("ask " + ask.key + " got " + in + ", intact=" + in.intact, null);
        }
        return in.budget;
    }
}
