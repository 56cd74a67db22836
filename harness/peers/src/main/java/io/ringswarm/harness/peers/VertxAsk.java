package io.ringswarm.harness.peers;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;

/**
 * Vert.x's request and reply over the event bus, as
 * <a href="https://vertx.io/docs/5.0.8/vertx-core/java/#event_bus">its documentation</a> shows.
 * The asker spins on the future.
 */
final class VertxAsk extends AskSystem {
    private final VertxNode<Question> node;

    VertxAsk(int agents) {
        super(agents);
        node = new VertxNode<>(agents, Question.class, this::answering);
    }

    @Override
    public String version() {
        return node.version();
    }

    @Override
    void ask(int agent, byte[] question, byte[] answer) {
        Future<Message<Question>> answered =
                node.bus().request(node.address(agent), new Question(question.clone()), VertxNode.LOCAL);
        while (!answered.isComplete()) {
            Thread.onSpinWait();
        }
        if (answered.failed()) {
            throw new SystemFailedException("agent=" + agent + " (expected: an answer)", answered.cause());
        }
        System.arraycopy(answered.result().body().body, 0, answer, 0, BODY_BYTES);
    }

    @Override
    public void close() {
        node.close();
    }

    private Handler<Message<Question>> answering(int number) {
        byte[] body = new byte[BODY_BYTES];
        return message -> {
            System.arraycopy(message.body().body, 0, body, 0, BODY_BYTES);
            noteQuestion(number, body);
            message.reply(new Question(body.clone()), VertxNode.LOCAL);
        };
    }

    /** A question or an answer. */
    private record Question(byte[] body) {}
}
