package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EndHandler;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.RetainedMessage;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.agent.AgentCell;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The context of a blocking agent during one call. What it asks for is done on the agent's shard, while the caller waits for
 * the result: so it is answered, ordered and counted as for any other agent. Confined to the thread that runs the call.
 */
final class BlockingContext implements AgentContext {
    private static final long LOOK_MS = 10;

    private final AgentCell cell;
    private final AgentContext onShard;
    private final BlockingAgents agents;
    private final Thread thread;
    private final long traceId;
    private volatile boolean ended;

    BlockingContext(AgentCell cell, BlockingAgents agents, Thread thread, long traceId) {
        this.traceId = traceId;
        this.cell = cell;
        onShard = cell;
        this.agents = agents;
        this.thread = thread;
    }

    /** The call is over: nobody may use the context any more. */
    void end() {
        ended = true;
    }

    @Override
    public AgentRef self() {
        return cell.self();
    }

    @Override
    public long nowNs() {
        return cell.nowNs();
    }

    @Override
    public <T> Offer send(AgentRef target, T value, BodyCodec<T> codec) {
        return offer(() -> onShard.send(target, value, codec));
    }

    @Override
    public <T> Offer send(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        return offer(() -> onShard.send(target, value, codec, envelope));
    }

    @Override
    public <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec) {
        return offer(() -> onShard.sendOrPark(target, value, codec));
    }

    @Override
    public <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        return offer(() -> onShard.sendOrPark(target, value, codec, envelope));
    }

    @Override
    public <T> Offer reply(Message request, T value, BodyCodec<T> codec) {
        return offer(() -> onShard.reply(request, value, codec));
    }

    @Override
    public <T> Offer reply(ReplyTicket ticket, T value, BodyCodec<T> codec) {
        return offer(() -> onShard.reply(ticket, value, codec));
    }

    @Override
    public <T> Offer ask(AgentRef target, T value, BodyCodec<T> codec, Duration timeout, ReplyHandler handler) {
        throw unsupported("ask", "Engine.ask, whose stage it may wait for");
    }

    @Override
    public <T> Offer ask(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout, ReplyHandler handler) {
        throw unsupported("ask", "Engine.ask, whose stage it may wait for");
    }

    @Override
    public <T> Offer askUntil(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, long untilNs, ReplyHandler handler) {
        throw unsupported("ask", "Engine.ask, whose stage it may wait for");
    }

    @Override
    public long lastAskId() {
        return 0;
    }

    @Override
    public boolean cancelAsk(long askId) {
        return false;
    }

    @Override
    public Timer newTimer(TimerHandler handler) {
        throw unsupported("newTimer", "a timer of an agent that does not block and sends to it");
    }

    @Override
    public RetainedMessage retain(Message message) {
        return call(() -> onShard.retain(message));
    }

    @Override
    public AgentRef spawn(String name, Supplier<? extends Agent> factory) {
        return call(() -> onShard.spawn(name, factory));
    }

    @Override
    public AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory) {
        return call(() -> onShard.spawn(name, options, factory));
    }

    @Override
    public void stop() {
        stop(self());
    }

    @Override
    public void stop(AgentRef agent) {
        call(() -> {
            onShard.stop(agent);
            return null;
        });
    }

    @Override
    public void watch(AgentRef agent, EndHandler handler) {
        call(() -> {
            onShard.watch(agent, handler);
            return null;
        });
    }

    @Override
    public void unwatch(AgentRef agent) {
        call(() -> {
            onShard.unwatch(agent);
            return null;
        });
    }

    @Override
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec) {
        return offer(() -> onShard.publish(topic, value, codec));
    }

    @Override
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec, Envelope envelope) {
        return offer(() -> onShard.publish(topic, value, codec, envelope));
    }

    @Override
    public boolean subscribe(Topic topic) {
        return call(() -> onShard.subscribe(topic));
    }

    @Override
    public boolean unsubscribe(Topic topic) {
        return call(() -> onShard.unsubscribe(topic));
    }

    private Offer offer(Supplier<Offer> action) {
        return callOr(action, Offer.CLOSED);
    }

    private <R> R call(Supplier<R> action) {
        return callOr(action, null);
    }

    /** Waits for what the shard answers; a shard that has ended answers nothing. */
    private <R> R callOr(Supplier<R> action, R whenOver) {
        checkUsable();
        CompletableFuture<R> answer = new CompletableFuture<>();
        if (!agents.onShard(() -> answer(answer, action))) {
            return orThrow(whenOver);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(LOOK_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (agents.isOver() && !answer.isDone()) {
                        return orThrow(whenOver);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private <R> void answer(CompletableFuture<R> answer, Supplier<R> action) {
        agents.inherit(traceId);
        Throwable thrown = agents.calls().callAside(cell, (agent, self) -> answer.complete(action.get()));
        if (thrown != null) {
            answer.completeExceptionally(thrown);
        }
    }

    private void checkUsable() {
        if (ended || Thread.currentThread() != thread) {
            throw new IllegalStateException("thread=" + Thread.currentThread().getName()
                    + " (expected: the one that runs a call of " + cell.self() + ", while it lasts)");
        }
    }

    private static <R> R orThrow(R whenOver) {
        if (whenOver == null) {
            throw new IllegalStateException("the engine has closed");
        }
        return whenOver;
    }

    private static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    private UnsupportedOperationException unsupported(String what, String instead) {
        return new UnsupportedOperationException(
                what + " in the blocking agent " + cell.self() + " (expected: " + instead + ")");
    }
}
