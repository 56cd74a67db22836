package io.ringswarm.engine.graph;

import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A user of the engine's doors, which need no sender. Confined to one thread at a time. */
final class Door extends Party {
    private final List<CompletableFuture<Hop>> futures = new ArrayList<>();

    Door(Graph graph, int id) {
        super(graph, id);
    }

    void tell(Node target, int budget) {
        Channel channel = prepare(target, budget, 0);
        try {
            settle(graph.engine.tell(target.ref, out, codec(), envelope), channel);
        } catch (OnPurpose poison) {
            graph.trace(id, -1, out.sequence);
        }
    }

    /** Asks with a future. An envelope cannot be given. */
    void ask(Node target, int budget) {
        Ask ask = newAsk();
        Channel channel = prepare(target.id, Priority.NORMAL, budget, ask.key);
        CompletableFuture<Hop> future;
        try {
            future = graph.engine
                    .ask(target.ref, out, codec(), timeout(), Hop::new, HopCodec.HOPS)
                    .toCompletableFuture();
        } catch (OnPurpose poison) {
            return;
        }
        Offer refusal = refusal(future);
        if (settle(refusal == null ? Offer.ACCEPTED : refusal, channel)) {
            tally.asks++;
            futures.add(future.thenApply(answer -> {
                if (answer.askKey != ask.key || !answer.intact) {
                    graph.fault("ask " + ask.key + " got " + answer, null);
                }
                return answer;
            }));
        }
    }

    /** Those that wait for an answer. */
    List<CompletableFuture<Hop>> futures() {
        return futures;
    }

    private static Offer refusal(CompletableFuture<Hop> future) {
        if (!future.isCompletedExceptionally()) {
            return null;
        }
        try {
            future.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() instanceof AskFailedException failed && failed.outcome() == null
                    ? failed.offer()
                    : null;
        }
    }

    @Override
    void onEnd(Ask ask, AskOutcome outcome, Message reply) {
        throw new AssertionError("a door has no handlers");
    }
}
