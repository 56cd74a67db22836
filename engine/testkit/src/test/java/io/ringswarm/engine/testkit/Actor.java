package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An agent through which a test acts: it sends, asks and sets timers in the agent's own calls. What comes from others is
 * kept.
 */
final class Actor implements Agent {
    /** What an agent does in one call. */
    interface Act {
        void run(AgentContext self) throws Exception;
    }

    private static final long GO = Long.MIN_VALUE;

    private final TestEngine engine;
    private final AgentRef ref;
    private final Envelope go = new Envelope().priority(Priority.CRITICAL).correlationId(GO);
    private final Deque<Act> acts = new ArrayDeque<>();
    private final List<MessageCopy> received = new ArrayList<>();
    private Agent behaviour = (message, self) -> {};
    private Throwable failure;

    Actor(TestEngine engine, String name, int shard) {
        this.engine = engine;
        ref = engine.spawn(name, shard, () -> this);
    }

    AgentRef ref() {
        return ref;
    }

    /** Calls the agent in one turn, and runs the act in that call. What it throws reaches the test. */
    void act(Act act) {
        prepare(act);
        engine.turn();
        if (!acts.isEmpty()) {
            throw new AssertionError("the agent was not called");
        }
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            throw new AssertionError("the act threw: " + thrown, thrown);
        }
    }

    /** The agent is to be called in the next turn, and runs the act then. */
    void prepare(Act act) {
        acts.add(act);
        engine.tell(ref, Figure.of(0), FIGURES, go);
    }

    /** What to do with messages of others, after they have been kept. */
    Actor does(Agent agent) {
        behaviour = agent;
        return this;
    }

    @Override
    public void onMessage(Message message, AgentContext self) throws Exception {
        if (message.correlationId() == GO && message.sourceAddress() == 0) {
            try {
                acts.remove().run(self);
            } catch (Throwable e) {
                failure = e;
            }
        } else {
            received.add(MessageCopy.of(message, self.nowNs()));
            behaviour.onMessage(message, self);
        }
    }

    List<MessageCopy> received() {
        return received;
    }

    /** The figures that came, in order. */
    List<Long> numbers() {
        return received.stream().map(FigureCodec::number).toList();
    }
}
