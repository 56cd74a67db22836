package io.ringswarm.harness.load.cli;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Routing;
import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.custom.LoadSetup;
import io.ringswarm.harness.load.custom.MessageMaker;
import java.util.Arrays;
import java.util.List;

/** Workloads that cannot be run, each for another reason. */
public final class BadWorkloads {
    private BadWorkloads() {}

    /** One agent, and nothing wrong but that it has no message. */
    abstract static class Plain implements CustomWorkload {
        @Override
        public List<AgentRef> create(LoadSetup setup) throws Exception {
            return List.of(setup.engine().spawn("plain", () -> (message, self) -> {}));
        }

        @Override
        public MessageMaker messages(int producer) throws Exception {
            return next -> {};
        }
    }

    /** Is no workload. */
    public static final class NoWorkload {}

    /** Wants an argument. */
    public static final class WithArgument extends Plain {
        /** The constructor. */
        public WithArgument(int argument) {}
    }

    /** Has a constructor that is not public. */
    public static final class Hidden extends Plain {
        Hidden() {}
    }

    /** Is abstract. */
    public abstract static class Abstract extends Plain {
        /** The constructor. */
        public Abstract() {}
    }

    /** Is not public. */
    static final class NotPublic extends Plain {
        public NotPublic() {}
    }

    /** Cannot be loaded. */
    public static final class Unloadable extends Plain {
        private static final int NUMBER = Integer.parseInt("planted");

        /** The constructor. */
        public Unloadable() {
            assert NUMBER > 0;
        }
    }

    /** Throws in its constructor. */
    public static final class ThrowsWhenMade extends Plain {
        /** The constructor. */
        public ThrowsWhenMade() {
            throw new IllegalStateException("planted\nwith a second line");
        }
    }

    /** Throws in prepare. */
    public static final class ThrowsInPrepare extends Plain {
        @Override
        public void prepare(EngineContext context) throws Exception {
            throw new Exception("planted");
        }
    }

    /** Prepares an engine that there cannot be. */
    public static final class PreparesNonsense extends Plain {
        @Override
        public void prepare(EngineContext context) {
            context.slotBytes(7);
        }
    }

    /** Throws in create. */
    public static final class ThrowsInCreate extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) {
            throw new StackOverflowError("planted");
        }
    }

    /** Creates nothing. */
    public static final class CreatesNull extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) {
            return null;
        }
    }

    /** Creates no agent. */
    public static final class CreatesNobody extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) {
            return List.of();
        }
    }

    /** Creates something that is null. */
    public static final class CreatesNulls extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) {
            return Arrays.asList(setup.engine().spawn("one", () -> (message, self) -> {}), null);
        }
    }

    /** Creates an agent of another engine. */
    public static final class CreatesElsewhere extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) {
            try (Engine other = Engine.launch(new EngineContext())) {
                return List.of(other.spawn("stranger", () -> (message, self) -> {}));
            }
        }
    }

    /** Creates a router. */
    public static final class CreatesARouter extends Plain {
        @Override
        public List<AgentRef> create(LoadSetup setup) throws Exception {
            return List.of(setup.engine().newRouter("router", Routing.roundRobin(), super.create(setup)));
        }
    }

    /** Has no messages. */
    public static final class NoMaker extends Plain {
        @Override
        public MessageMaker messages(int producer) {
            return null;
        }
    }

    /** Throws before it has messages. */
    public static final class ThrowsBeforeMessages extends Plain {
        @Override
        public MessageMaker messages(int producer) {
            throw new IllegalStateException("planted");
        }
    }

    /** Makes no body. */
    public static final class NoBody extends Plain {}

    /** Makes a body that is null. */
    public static final class NullBody extends Plain {
        @Override
        public MessageMaker messages(int producer) {
            return next -> next.body(null, null);
        }
    }

    /** Throws when it makes a message. */
    public static final class ThrowsInMessage extends Plain {
        @Override
        public MessageMaker messages(int producer) {
            return next -> {
                throw new IllegalStateException("planted");
            };
        }
    }
}
