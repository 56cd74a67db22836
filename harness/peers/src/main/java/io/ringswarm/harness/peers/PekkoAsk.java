package io.ringswarm.harness.peers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Pekko's request and response with ask from outside an actor, as
 * <a href="https://pekko.apache.org/docs/pekko/current/typed/interaction-patterns.html#request-response-with-ask-from-outside-an-actor">its
 * documentation</a> shows: {@code AskPattern.ask} with a time-out and the system's scheduler. The asker spins on the future
 * and does not block in {@code join}: it need not be woken then, which is the faster way for Pekko.
 */
final class PekkoAsk extends AskSystem {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final PekkoNode<Question> node;
    private final Scheduler scheduler;

    PekkoAsk(int agents) {
        super(agents);
        node = new PekkoNode<>(agents, this::answering);
        scheduler = node.system().scheduler();
    }

    @Override
    public String version() {
        return node.version();
    }

    @Override
    void ask(int agent, byte[] question, byte[] answer) throws Exception {
        CompletableFuture<byte[]> answered = AskPattern.<Question, byte[]>ask(
                        node.actor(agent), asker -> new Question(question.clone(), asker), TIMEOUT, scheduler)
                .toCompletableFuture();
        while (!answered.isDone()) {
            Thread.onSpinWait();
        }
        System.arraycopy(answered.get(), 0, answer, 0, BODY_BYTES);
    }

    @Override
    public void close() {
        node.close();
    }

    private Behavior<Question> answering(int number) {
        byte[] body = new byte[BODY_BYTES];
        return Behaviors.receiveMessage(question -> {
            System.arraycopy(question.body, 0, body, 0, BODY_BYTES);
            noteQuestion(number, body);
            question.asker.tell(body.clone());
            return Behaviors.same();
        });
    }

    private record Question(byte[] body, ActorRef<byte[]> asker) {}
}
