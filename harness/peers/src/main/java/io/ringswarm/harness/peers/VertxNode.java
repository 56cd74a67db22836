package io.ringswarm.harness.peers;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Vert.x's event bus inside one process, as <a href="https://vertx.io/docs/5.0.8/vertx-core/java/#event_bus">its
 * documentation</a> sets it up: each agent is a standard verticle, which runs on an event loop, with a consumer at an
 * address of its own; consumers and deliveries are local only; messages are sent, not published, through a codec
 * registered for their type. There is one event loop, as the engine has one shard. The codec passes the message on
 * as it is, since it was copied when it was made and is not changed after: a second copy would be to Vert.x's cost alone.
 *
 * @param <T> what verticles get
 */
final class VertxNode<T> {
    /** Not beyond this process. */
    static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final String[] addresses;
    private volatile boolean closed;

    /** Starts so many verticles, each with a handler of its own, for messages of a type. */
    VertxNode(int agents, Class<T> type, IntFunction<Handler<Message<T>>> handlers) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.eventBus().registerDefaultCodec(type, new AsItIs<>());
        addresses = new String[agents];
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            addresses[i] = "agent-" + i;
            deployed.add(vertx.deployVerticle(new Consuming<>(addresses[i], handlers.apply(i))));
        }
        await(Future.all(deployed), "deploying verticles");
    }

    EventBus bus() {
        return vertx.eventBus();
    }

    String address(int number) {
        return addresses[number];
    }

    String version() {
        return LibraryVersion.of(Vertx.class);
    }

    boolean alive() {
        return !closed;
    }

    void close() {
        closed = true;
        await(vertx.close(), "closing Vert.x");
    }

    private static void await(Future<?> future, String what) {
        Threads.await(future.toCompletionStage().toCompletableFuture(), PATIENCE, what);
    }

    private static final class Consuming<T> extends VerticleBase {
        private final String address;
        private final Handler<Message<T>> handler;

        Consuming(String address, Handler<Message<T>> handler) {
            this.address = address;
            this.handler = handler;
        }

        @Override
        public Future<?> start() {
            MessageConsumerOptions options = new MessageConsumerOptions()
                    .setAddress(address)
                    .setLocalOnly(true)
                    .setMaxBufferedMessages(PeerSystem.CAPACITY);
            return vertx.eventBus().consumer(options, handler).completion();
        }
    }

    private static final class AsItIs<T> implements MessageCodec<T, T> {
        @Override
        public T transform(T message) {
            return message;
        }

        @Override
        public void encodeToWire(Buffer buffer, T message) {
            throw new UnsupportedOperationException("messages stay in this process");
        }

        @Override
        public T decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("messages stay in this process");
        }

        @Override
        public String name() {
            return "as-it-is";
        }

        @Override
        public byte systemCodecID() {
            return -1; // what codecs other than Vert.x's own return
        }
    }
}
