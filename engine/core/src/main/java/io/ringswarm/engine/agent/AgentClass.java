package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;

/**
 * What is the same for all agents of a class: which of the optional calls it wants.
 *
 * @param hearsStart whether it overrides {@link Agent#onStart}
 * @param hearsBatchEnd whether it overrides {@link Agent#onBatchEnd}
 * @param hearsStop whether it overrides {@link Agent#onStop}
 */
record AgentClass(boolean hearsStart, boolean hearsBatchEnd, boolean hearsStop) {
    private static final ClassValue<AgentClass> KNOWN = new ClassValue<>() {
        @Override
        protected AgentClass computeValue(Class<?> type) {
            return new AgentClass(overrides(type, "onStart"), overrides(type, "onBatchEnd"), overrides(type, "onStop"));
        }
    };

    static AgentClass of(Agent agent) {
        return KNOWN.get(agent.getClass());
    }

    private static boolean overrides(Class<?> type, String method) {
        try {
            return type.getMethod(method, AgentContext.class).getDeclaringClass() != Agent.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("agent=" + type + " (expected: to have " + method + ")", e);
        }
    }
}
