package io.ringswarm.harness.peers;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Pekko's typed actors, told from outside and by each other. Mailboxes are the typed actors' default ones, which have no
 * bound: the sender's credit bounds what is in them. Actors see no batches, so the clock is read for each message.
 */
final class PekkoTell extends FrameSystem {
    private final PekkoNode<Frame> node;

    PekkoTell(Chain chain) {
        super(chain);
        node = new PekkoNode<>(agents(), number -> handling());
    }

    @Override
    public String version() {
        return node.version();
    }

    @Override
    boolean offer(Frame frame) {
        node.actor(frame.target).tell(frame);
        return true;
    }

    @Override
    boolean alive() {
        return node.alive();
    }

    @Override
    public void close() {
        node.close();
    }

    private Behavior<Frame> handling() {
        return Behaviors.receiveMessage(frame -> {
            handle(frame);
            return Behaviors.same();
        });
    }
}
