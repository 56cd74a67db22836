package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the classes of an engine's agents, as each has histograms of its own. Any thread. */
public final class AgentKinds {
    /** Classes that are told apart; the agents of further ones share the last number. */
    public static final int MAX_KINDS = 32;

    /** What the further ones are called. */
    public static final String OTHERS = "others";

    private static final String LAMBDA = "$$Lambda";

    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** No class is known. */
    public AgentKinds() {}

    /**
     * The number of an agent's class.
     *
     * @param agent any
     * @return 0 to {@link #MAX_KINDS} - 1
     */
    public synchronized int of(Agent agent) {
        Integer known = numbers.get(agent.getClass());
        return known != null ? known : add(agent.getClass());
    }

    /**
     * The classes that are known.
     *
     * @return their names by number
     */
    public synchronized List<String> names() {
        return List.copyOf(names);
    }

    private int add(Class<?> type) {
        if (names.size() == MAX_KINDS) {
            return MAX_KINDS - 1;
        }
        String name = names.size() == MAX_KINDS - 1 ? OTHERS : nameOf(type);
        if (!names.contains(name)) {
            names.add(name);
        }
        numbers.put(type, names.indexOf(name));
        return names.indexOf(name);
    }

    /** Lambdas have names that differ from run to run: all of one class have that class's, with a mark. */
    private static String nameOf(Class<?> type) {
        String name = type.getName();
        int mark = name.indexOf(LAMBDA);
        return type.isHidden() && mark >= 0 ? name.substring(0, mark + LAMBDA.length()) : name;
    }
}
