package io.ringswarm.engine.agent;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EndHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who depends on an agent: its children, those who watch it, and whom it watches. Confined to the thread of the agent's shard. */
public final class Kin {
    private final Set<AgentRef> children = new LinkedHashSet<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<AgentRef, EndHandler> watched = new LinkedHashMap<>();

    private AgentEnd end;

    Kin() {}

    /**
     * How the agent has ended, for those who watch it.
     *
     * @return null before
     */
    public AgentEnd end() {
        return end;
    }

    /**
     * Notes how the agent has ended.
     *
     * @param how told to those who watch it
     */
    public void end(AgentEnd how) {
        end = how;
    }

    /**
     * The children that live, in the order in which they were spawned.
     *
     * @return a set that may be changed
     */
    public Set<AgentRef> children() {
        return children;
    }

    /**
     * Those who are told of the agent's end.
     *
     * @return a list that may be changed
     */
    public List<Watcher> watchers() {
        return watchers;
    }

    /**
     * The agents that this one watches.
     *
     * @return what to call at the end of each; a map that may be changed
     */
    public Map<AgentRef, EndHandler> watched() {
        return watched;
    }

    /**
     * Who is told of an end.
     *
     * @param agent the address of the agent that watches, 0 for somebody outside
     * @param tell called on the thread of the shard whose agent has ended; must not block
     */
    public record Watcher(long agent, Consumer<AgentEnd> tell) {}
}
