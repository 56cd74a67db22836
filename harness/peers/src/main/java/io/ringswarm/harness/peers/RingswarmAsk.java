package io.ringswarm.harness.peers;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.idle.BusySpin;
import java.time.Duration;

/** Asks of the engine by handler: a sender outside asks and polls, the shard spins. */
final class RingswarmAsk extends AskSystem {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final BodyFixedCodec codec = new BodyFixedCodec();
    private final Body question = new Body();
    private final Body answer = new Body();
    private final ReplyHandler handler = this::onReply;
    private final Engine engine;
    private final AgentRef[] agents;
    private Sender sender;

    RingswarmAsk(int agents) {
        super(agents);
        engine = Engine.launch(new EngineContext().ringSlots(CAPACITY).idleStrategy(BusySpin::new));
        this.agents = new AgentRef[agents];
        for (int i = 0; i < agents; i++) {
            int number = i;
            this.agents[i] = engine.spawn("agent-" + i, () -> new AnsweringAgent(number));
        }
    }

    @Override
    public String version() {
        return LibraryVersion.of(Engine.class);
    }

    @Override
    void beginAsking() {
        sender = engine.newSender();
    }

    @Override
    void endAsking() {
        sender.close();
    }

    @Override
    void ask(int agent, byte[] asked, byte[] answered) throws Exception {
        System.arraycopy(asked, 0, question.bytes, 0, BODY_BYTES);
        Offer offer = sender.ask(agents[agent], question, codec, TIMEOUT, handler);
        if (offer != Offer.ACCEPTED) {
            throw new SystemFailedException("offer=" + offer + " (expected: ACCEPTED)");
        }
        while (sender.poll() == 0) {
            Thread.onSpinWait();
        }
        System.arraycopy(answer.bytes, 0, answered, 0, BODY_BYTES);
    }

    private void onReply(AskOutcome outcome, Message reply) {
        if (outcome != AskOutcome.ANSWERED) {
            throw new SystemFailedException("outcome=" + outcome + " (expected: ANSWERED)");
        }
        reply.read(codec, answer);
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class AnsweringAgent implements Agent {
        private final BodyFixedCodec agentsCodec = new BodyFixedCodec();
        private final Body body = new Body();
        private final int number;

        AnsweringAgent(int number) {
            this.number = number;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(agentsCodec, body);
            noteQuestion(number, body.bytes);
            Offer offer = self.reply(message, body, agentsCodec);
            if (offer != Offer.ACCEPTED) {
                throw new SystemFailedException("offer=" + offer + " (expected: ACCEPTED)");
            }
        }
    }
}
