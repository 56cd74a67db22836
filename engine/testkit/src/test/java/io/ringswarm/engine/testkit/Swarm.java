package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Agents that send, park, ask, answer, set timers and throw at random, each message being answered by fewer and fewer. It
 * keeps account of the order in which messages of one to another on one lane come.
 */
final class Swarm {
    private static final int TTL_BITS = 8;
    private static final int TTL = 5;

    private final TestEngine engine;
    private final Random random;
    private final List<AgentRef> refs = new ArrayList<>();
    private final Map<String, Long> lastSent = new HashMap<>();
    private final Map<String, Long> lastReceived = new HashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private int asksEnded;

    Swarm(TestEngine engine, Random random, int shards, int agents) {
        this.engine = engine;
        this.random = random;
        for (int i = 0; i < agents; i++) {
            refs.add(engine.spawn("swarm-" + i, i % shards, Member::new));
        }
    }

    /** Sends something to each agent, as far as it admits. */
    void stir() {
        for (AgentRef ref : refs) {
            engine.sender().tell(ref, Figure.of(TTL), FIGURES, new Envelope().priority(anyPriority()));
        }
    }

    List<String> disorder() {
        return disorder;
    }

    int asksEnded() {
        return asksEnded;
    }

    void checkThatEverybodyAdmits() {
        for (AgentRef ref : refs) {
            engine.tell(ref, Figure.of(0), FIGURES);
            engine.runUntilIdle();
        }
    }

    private Priority anyPriority() {
        return Priority.ofLane(random.nextInt(Priority.COUNT));
    }

    private final class Member implements Agent {
        private final List<ReplyTicket> tickets = new ArrayList<>();

        @Override
        public void onMessage(Message message, AgentContext self) throws Exception {
            long number = FigureCodec.number(message);
            if (message.sourceAddress() != 0) {
                checkOrder(message, self, number >>> TTL_BITS);
            }
            int ttl = (int) number & (1 << TTL_BITS) - 1;
            if (message.isAsk()) {
                answer(message, self);
            }
            for (int i = random.nextInt(7); ttl > 0 && i > 0; i--) {
                act(self, ttl - 1);
            }
            if (random.nextInt(20) == 0) {
                throw new IllegalStateException("on purpose");
            }
        }

        private void answer(Message message, AgentContext self) {
            switch (random.nextInt(4)) {
                case 0 -> tickets.add(new ReplyTicket().take(message));
                case 1 -> {}
                default -> self.reply(message, body(0), FIGURES);
            }
            if (!tickets.isEmpty() && random.nextBoolean()) {
                self.reply(tickets.remove(0), body(0), FIGURES);
            }
        }

        private void act(AgentContext self, int ttl) {
            AgentRef target = refs.get(random.nextInt(refs.size()));
            Priority priority = anyPriority();
            Envelope envelope = new Envelope().priority(priority);
            String way = self.self().address() + " to " + target.address() + " " + priority;
            long sequence = lastSent.getOrDefault(way, 0L) + 1;
            Figure figure = body(sequence << TTL_BITS | ttl);
            Offer offer = switch (random.nextInt(6)) {
                case 0 -> self.send(target, figure, FIGURES, envelope);
                case 1 -> ask(self, target, figure, envelope);
                case 2 -> setTimer(self, ttl);
                default -> self.sendOrPark(target, figure, FIGURES, envelope);
            };
            if (offer == Offer.ACCEPTED || offer == Offer.PARKED) {
                lastSent.put(way, sequence);
            }
        }

        private Offer ask(AgentContext self, AgentRef target, Figure figure, Envelope envelope) {
            Duration timeout = Duration.ofNanos(1 + random.nextInt(1_000));
            return self.ask(target, figure, FIGURES, envelope, timeout, (outcome, reply) -> {
                asksEnded++;
                if (random.nextBoolean()) {
                    act(self, 0);
                }
            });
        }

        private Offer setTimer(AgentContext self, int ttl) {
            self.newTimer((timer, dueNs, me) -> act(me, ttl)).once(Duration.ofNanos(random.nextInt(1_000)));
            return Offer.CLOSED; // nothing was sent
        }

        private Figure body(long number) {
            return Figure.of(number, random.nextInt(4) == 0 ? 100 + random.nextInt(300) : Figure.MIN_BYTES);
        }

        private void checkOrder(Message message, AgentContext self, long sequence) {
            String way = message.sourceAddress() + " to " + self.self().address() + " " + message.priority();
            long last = lastReceived.getOrDefault(way, 0L);
            if (sequence <= last) {
                disorder.add(way + ": " + sequence + " after " + last);
            }
            lastReceived.put(way, sequence);
        }
    }
}
