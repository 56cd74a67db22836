package io.ringswarm.engine.sending;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An engine of the smallest sizes that the test turns by hand, and a way to send through it. Everything is sent to one
 * receiver, by a sender outside or by an agent on shard 0, in its own calls.
 */
final class SendBench {
    static final int SLOTS = 4;
    static final int RESERVE = 3;
    static final int ASKS = 4;
    static final int BUFFERS = 2;
    static final int INLINE_BYTES = 64;
    static final int LONG_BYTES = 300;
    static final int MAX_BODY_BYTES = 500;
    static final Duration LONG_TIME = Duration.ofHours(1);

    private static final long GO = -1;

    /** What the sender does in one go. */
    interface Act {
        void run() throws Exception;
    }

    final Engine engine;
    final Collector receiver = new Collector();
    AgentRef target;

    private final Way way;
    private final AgentRef actor;
    private final Sender sender;
    private final Sender patient;
    private final Deque<ReplyTicket> questions = new ArrayDeque<>();
    private final Envelope go = new Envelope().priority(Priority.CRITICAL).correlationId(GO);
    private Act act;
    private Act actLater;
    private Throwable thrown;
    private AgentContext self;

    SendBench(EngineWatcher watcher, Way way) {
        this.way = way;
        engine = watcher.launch(context(watcher));
        target = engine.spawn("receiver", way.shard, () -> new Asking());
        actor = engine.spawn("actor", 0, () -> new Acting());
        sender = engine.newSender();
        patient = engine.newSender(Duration.ofMillis(1));
    }

    static EngineContext context(EngineWatcher watcher) {
        return watcher.small()
                .invokerMode(true)
                .shards(2)
                .ringSlots(SLOTS)
                .stagedMessages(SLOTS)
                .localQueueSlots(SLOTS)
                .outboxMessages(SLOTS)
                .parkedMessages(RESERVE)
                .maxAsksInFlight(ASKS)
                .overflowBuffers(BUFFERS)
                .maxBodyBytes(MAX_BODY_BYTES)
                .completionExecutor(Runnable::run)
                .deadLetterListener((message, reason, cause) -> {
                    throw new AssertionError("a dead letter: " + reason, cause);
                });
    }

    /** Lets the sender do something where it may send, in one turn of its shard. What it throws reaches the test. */
    void act(Act acts) throws Exception {
        if (way.begin == Way.Begin.OUTSIDE) {
            acts.run();
            return;
        }
        if (way.begin == Way.Begin.ANSWERER) {
            beAsked();
        }
        act = acts;
        assertThat(engine.tell(actor, new Parcel(), PARCELS, go)).isEqualTo(Offer.ACCEPTED);
        engine.invoke();
        assertThat(act).as("not done yet").isNull();
        rethrow();
    }

    /** Sends one message, in an {@link #act}. */
    Offer send(Parcel parcel, BodyCodec<Parcel> codec, Envelope envelope) {
        return switch (way) {
            case TELL -> sender.tell(target, parcel, codec, envelope);
            case STAGE_AND_FLUSH -> sender.stage(target, parcel, codec, envelope);
            case PATIENT_TELL -> patient.tell(target, parcel, codec, envelope);
            case ENGINE_TELL -> engine.tell(target, parcel, codec, envelope);
            case SENDER_ASK -> sender.ask(target, parcel, codec, envelope, LONG_TIME, (outcome, reply) -> {});
            case ENGINE_ASK ->
                offerOf(engine.ask(target, parcel, codec, LONG_TIME, Parcel::new, PARCELS)
                        .toCompletableFuture());
            case SEND_IN_THE_SHARD, SEND_ACROSS -> self.send(target, parcel, codec, envelope);
            case PARK_IN_THE_SHARD, PARK_ACROSS -> self.sendOrPark(target, parcel, codec, envelope);
            case ASK_IN_THE_SHARD, ASK_ACROSS ->
                self.ask(target, parcel, codec, envelope, LONG_TIME, (outcome, reply) -> {});
            default -> self.reply(questions.element(), parcel, codec);
        };
    }

    /** Sends messages one after the other. Answers what became of each. */
    List<Offer> send(Envelope envelope, Parcel... parcels) throws Exception {
        List<Offer> offers = new ArrayList<>();
        act(() -> {
            for (Parcel parcel : parcels) {
                Offer offer = send(parcel, PARCELS, envelope);
                offers.add(offer);
                if (offer == Offer.ACCEPTED && way.answersAsks()) {
                    questions.remove();
                }
            }
        });
        return offers;
    }

    /** Passes the question on which the last {@link #send} was an answer. */
    void nextQuestion() {
        if (way.answersAsks()) {
            questions.remove();
        }
    }

    /**
     * Closes the engine and lets the agent do two things meanwhile: one at once, and another two turns later, when the
     * engine looks at the time again.
     */
    void actTwiceAndClose(Act first, Act second, Duration limit) throws Exception {
        if (way.begin == Way.Begin.ANSWERER) {
            beAsked();
        }
        act = first;
        actLater = second;
        assertThat(engine.tell(actor, new Parcel(), PARCELS, go)).isEqualTo(Offer.ACCEPTED);
        engine.close(limit);
        rethrow();
        assertThat(actLater).as("not done yet").isNull();
    }

    private void rethrow() {
        if (thrown != null) {
            Throwable reached = thrown;
            thrown = null;
            throw new AssertionError(reached.toString(), reached);
        }
    }

    /** Turns the shards until nothing happens any more, taking what has come outside. */
    void run() throws Exception {
        int idle = 0;
        while (idle < 3) {
            idle = engine.invoke() + sender.flush() + sender.poll() > 0 ? 0 : idle + 1;
        }
        while (way == Way.ENGINE_ASK && engine.counters().asks().inFlight() > 0) {
            Waiting.turn(); // a thread of the engine's own takes the answers
        }
    }

    /** Sees to it that the actor has questions: asks by the receiver or by the sender outside, or a plain message. */
    private void beAsked() throws Exception {
        int wanted = way.answersAsks() ? ASKS : 1;
        while (questions.size() < wanted) {
            Offer offer = way == Way.REPLY_OUTSIDE
                    ? sender.ask(actor, new Parcel(), PARCELS, LONG_TIME, this::onReply)
                    : sender.tell(target, new Parcel(), PARCELS, new Envelope().correlationId(GO));
            assertThat(offer).isEqualTo(Offer.ACCEPTED);
            int before = questions.size();
            run();
            assertThat(questions).as("questions").hasSize(before + 1);
        }
    }

    private static Offer offerOf(CompletableFuture<Parcel> future) {
        if (future.isCompletedExceptionally()) {
            try {
                future.join();
            } catch (CompletionException e) {
                return ((AskFailedException) e.getCause()).offer();
            }
        }
        return Offer.ACCEPTED;
    }

    private void onReply(AskOutcome outcome, Message reply) throws Exception {
        if (outcome == AskOutcome.ANSWERED) {
            receiver.onMessage(reply, null);
        }
    }

    /** Collects, answers asks, and asks the actor when told to. */
    private final class Asking implements Agent {
        @Override
        public void onMessage(Message message, AgentContext context) throws Exception {
            if (message.correlationId() != GO || message.isAsk()) {
                receiver.onMessage(message, context);
                if (message.isAsk()) {
                    assertThat(context.reply(message, new Parcel(), PARCELS)).isEqualTo(Offer.ACCEPTED);
                }
            } else if (way.answersAsks()) {
                assertThat(context.ask(actor, new Parcel(), PARCELS, LONG_TIME, SendBench.this::onReply))
                        .isEqualTo(Offer.ACCEPTED);
            } else {
                assertThat(context.send(actor, new Parcel(), PARCELS)).isEqualTo(Offer.ACCEPTED);
            }
        }
    }

    /** Sends what it is told to, and keeps the questions that it is asked. */
    private final class Acting implements Agent {
        private int turns;

        @Override
        public void onMessage(Message message, AgentContext context) {
            self = context;
            if (message.sourceAddress() == context.self().address()) {
                goOn(context);
            } else if (message.isAsk() || message.sourceAddress() != 0) {
                questions.add(new ReplyTicket().take(message));
            } else {
                run(act);
                act = null;
                if (actLater != null) {
                    context.send(context.self(), new Parcel(), PARCELS);
                }
            }
        }

        /** What is sent to oneself is handled in the same turn, what is sent then in the next. */
        private void goOn(AgentContext context) {
            if (turns++ == 0) {
                context.send(context.self(), new Parcel(), PARCELS);
            } else {
                run(actLater);
                actLater = null;
            }
        }

        private void run(Act acts) {
            try {
                acts.run();
            } catch (Throwable e) {
                thrown = e;
            }
        }
    }
}
