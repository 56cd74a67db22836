package io.ringswarm.harness.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Vert.x's event bus inside one process, as <a href="https://vertx.io/docs/5.0.8/vertx-core/java/#event_bus">its
 * documentation</a> sets it up: each agent is a standard verticle, which runs on an event loop, with a consumer at an
 * address of its own; consumers and deliveries are local only; messages are sent, not published, through a codec
 * registered for their type. There is one event loop, as the engine has one shard. The codec passes the message on
 * as it is, since it was copied when it was made and is not changed after: a second copy would be to Vert.x's cost alone.
 * The event bus itself has no bound: the sender's credit is one, and consumers buffer as many. Handlers see no batches,
 * so the clock is read for each message.
 */
final class VertxOneWay extends FrameOneWay {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx;
    private final EventBus bus;
    private final String[] addresses;
    private volatile boolean closed;

    VertxOneWay(int agents) {
        super(agents);
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        bus = vertx.eventBus().registerDefaultCodec(Frame.class, new FrameCodec());
        addresses = new String[agents];
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            addresses[i] = "agent-" + i;
            deployed.add(vertx.deployVerticle(new CountingVerticle(addresses[i], receiver())));
        }
        await(Future.all(deployed), "deploying verticles");
    }

    @Override
    public String version() {
        return OneWaySystem.versionOf(Vertx.class);
    }

    @Override
    boolean offer(Frame frame) {
        bus.send(addresses[frame.target], frame, LOCAL);
        return true;
    }

    @Override
    boolean alive() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        await(vertx.close(), "closing Vert.x");
    }

    private static void await(Future<?> future, String what) {
        Threads.await(future.toCompletionStage().toCompletableFuture(), PATIENCE, what);
    }

    private static final class CountingVerticle extends VerticleBase {
        private final String address;
        private final Receiver receiver;

        CountingVerticle(String address, Receiver receiver) {
            this.address = address;
            this.receiver = receiver;
        }

        @Override
        public Future<?> start() {
            MessageConsumerOptions options = new MessageConsumerOptions()
                    .setAddress(address)
                    .setLocalOnly(true)
                    .setMaxBufferedMessages(CAPACITY);
            return vertx.eventBus()
                    .<Frame>consumer(options, message -> message.body().takenAloneBy(receiver))
                    .completion();
        }
    }

    private static final class FrameCodec implements MessageCodec<Frame, Frame> {
        @Override
        public Frame transform(Frame frame) {
            return frame;
        }

        @Override
        public void encodeToWire(Buffer buffer, Frame frame) {
            throw new UnsupportedOperationException("frames stay in this process");
        }

        @Override
        public Frame decodeFromWire(int position, Buffer buffer) {
            throw new UnsupportedOperationException("frames stay in this process");
        }

        @Override
        public String name() {
            return "frame";
        }

        @Override
        public byte systemCodecID() {
            return -1; // what codecs other than Vert.x's own return
        }
    }
}
