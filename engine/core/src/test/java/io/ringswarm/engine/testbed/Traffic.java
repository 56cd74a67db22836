package io.ringswarm.engine.testbed;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Agents on every shard and senders outside that send, park, ask and answer at random, by a seed, and count what they were
 * told was accepted. The counts are exact once all threads have ended.
 */
public final class Traffic {
    private static final int AGENTS_PER_SHARD = 2;
    private static final int MAX_HOPS = 6;

    private final Engine engine;
    private final List<AgentRef> agents = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong created = new AtomicLong();
    private final Asked inside = new Asked();
    private final Asked outside = new Asked();

    /** Spawns the agents. */
    public Traffic(Engine engine, long seed) {
        this.engine = engine;
        Random random = new Random(seed);
        for (int i = 0; i < engine.config().shards() * AGENTS_PER_SHARD; i++) {
            Chatting agent = new Chatting(new Random(random.nextLong()));
            agents.add(engine.spawn("chatting-" + i, i % engine.config().shards(), () -> agent));
        }
    }

    /** Sends until the engine is closed, then waits for the end of each ask. */
    public Thread startSender(long seed) {
        Thread thread = new Thread(() -> send(new Random(seed)), "traffic-sender");
        thread.start();
        return thread;
    }

    /** What the engine should have counted as created. */
    public long created() {
        return created.get();
    }

    /** Asks of the agents. */
    public Asked inside() {
        return inside;
    }

    /** Asks of the senders. */
    public Asked outside() {
        return outside;
    }

    /** What senders threw. */
    public List<Throwable> faults() {
        return List.copyOf(faults);
    }

    private void send(Random random) {
        Parcel parcel = new Parcel();
        try (Sender sender = engine.newSender()) {
            Offer offer = Offer.BACK_PRESSURED;
            while (offer != Offer.CLOSED) {
                AgentRef target = agents.get(random.nextInt(agents.size()));
                fill(parcel, random, MAX_HOPS);
                if (random.nextInt(4) == 0) {
                    offer = sender.ask(target, parcel, PARCELS, timeout(random), outside.began(() -> {}));
                    outside.accepted(offer);
                } else {
                    offer = sender.tell(target, parcel, PARCELS);
                }
                created.addAndGet(offer == Offer.ACCEPTED ? 1 : 0);
                if (sender.poll() == 0 && offer == Offer.BACK_PRESSURED) {
                    Waiting.turn();
                }
            }
            while (sender.asksInFlight() > 0) {
                sender.awaitReplies(Duration.ofMillis(10));
                Waiting.turn();
            }
        } catch (Throwable e) {
            faults.add(e);
        }
    }

    private static void fill(Parcel parcel, Random random, int hops) {
        parcel.of(0, hops, random.nextInt(8) == 0 ? 300 : 32);
    }

    /** From less than an answer takes to more than that. */
    private static Duration timeout(Random random) {
        return Duration.ofNanos(1_000L << random.nextInt(12));
    }

    /** Asks that were accepted, and how often their handlers were called. */
    public static final class Asked {
        private final AtomicLong started = new AtomicLong();
        private final AtomicLong told = new AtomicLong();
        private final AtomicLong toldAgain = new AtomicLong();

        public long started() {
            return started.get();
        }

        /** Handlers called once. */
        public long told() {
            return told.get();
        }

        /** Calls of handlers that had been called before. */
        public long toldAgain() {
            return toldAgain.get();
        }

        void accepted(Offer offer) {
            started.addAndGet(offer == Offer.ACCEPTED ? 1 : 0);
        }

        ReplyHandler began(Runnable withoutAnswer) {
            AtomicInteger calls = new AtomicInteger();
            return (outcome, reply) -> {
                (calls.getAndIncrement() == 0 ? told : toldAgain).incrementAndGet();
                if (outcome != AskOutcome.ANSWERED) {
                    withoutAnswer.run();
                }
            };
        }
    }

    /** Answers most asks, and passes on what has hops left, to one or two others. */
    private final class Chatting implements Agent {
        private final Random random;
        private final Parcel into = new Parcel();
        private final Parcel out = new Parcel();

        Chatting(Random random) {
            this.random = random;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            if (message.isAsk() && random.nextInt(4) > 0) {
                count(self.reply(message, into, PARCELS));
            }
            int hops = (int) into.sequence;
            for (int next = hops == 0 ? 0 : 1 + random.nextInt(2); next > 0; next--) {
                passOn(self, hops - 1);
            }
        }

        private void passOn(AgentContext self, int hops) {
            AgentRef target = agents.get(random.nextInt(agents.size()));
            fill(out, random, hops);
            switch (random.nextInt(4)) {
                case 0 -> count(self.send(target, out, PARCELS));
                case 1 -> {
                    Offer offer =
                            self.ask(target, out, PARCELS, timeout(random), inside.began(created::incrementAndGet));
                    inside.accepted(offer);
                    count(offer);
                }
                default -> count(self.sendOrPark(target, out, PARCELS));
            }
        }

        private void count(Offer offer) {
            created.addAndGet(offer == Offer.ACCEPTED || offer == Offer.PARKED ? 1 : 0);
        }
    }
}
