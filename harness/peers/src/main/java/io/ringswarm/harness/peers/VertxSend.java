package io.ringswarm.harness.peers;

/**
 * Vert.x's event bus, sent to from outside and by verticles. It has no bound itself: the sender's credit is one, and
 * consumers buffer as many. Handlers see no batches, so the clock is read for each message.
 */
final class VertxSend extends FrameSystem {
    private final VertxNode<Frame> node;

    VertxSend(Chain chain) {
        super(chain);
        node = new VertxNode<>(agents(), Frame.class, number -> message -> handle(message.body()));
    }

    @Override
    public String version() {
        return node.version();
    }

    @Override
    boolean offer(Frame frame) {
        node.bus().send(node.address(frame.target), frame, VertxNode.LOCAL);
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
}
