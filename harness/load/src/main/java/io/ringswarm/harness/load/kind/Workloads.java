package io.ringswarm.harness.load.kind;

import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.WorkloadName;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Finds the load that a scenario names. */
public final class Workloads {
    private static final Map<WorkloadName, Function<ScenarioConfig, Workload>> KINDS =
            new EnumMap<>(WorkloadName.class);

    static {
        KINDS.put(WorkloadName.ONE_WAY, OneWay::new);
        KINDS.put(WorkloadName.PIPELINE, Pipeline::new);
        KINDS.put(WorkloadName.ASK, RequestReply::new);
        KINDS.put(WorkloadName.FEEDBACK, Feedback::new);
        KINDS.put(WorkloadName.OVERLOAD, Saturation::ofOverload);
        KINDS.put(WorkloadName.PRIORITY, Saturation::ofPriorities);
        KINDS.put(WorkloadName.POISON, Poisoned::new);
        KINDS.put(WorkloadName.FAN_OUT, FanOut::new);
        KINDS.put(WorkloadName.SPAWN, Spawning::new);
        KINDS.put(WorkloadName.WORK, Working::new);
        KINDS.put(
                WorkloadName.CUSTOM,
                config -> new Custom(config, CustomCode.load(config.workload().written())));
    }

    private Workloads() {}

    /**
     * Makes the load of a run.
     *
     * @param config what is run
     * @return a load without agents
     * @throws io.ringswarm.harness.load.scenario.InvalidInputException when it is the user's own and cannot be made
     * @throws IllegalStateException when Chronicle's JVM flags are missing and the bodies are its
     */
    public static Workload of(ScenarioConfig config) {
        return KINDS.get(config.workload().name()).apply(config);
    }

    /**
     * The load that the user has made.
     *
     * @param config what is run
     * @param made the user's own
     * @return a load without agents
     */
    public static Workload of(ScenarioConfig config, CustomWorkload made) {
        return new Custom(config, CustomCode.of(made));
    }

    /**
     * Makes a load of messages from producers to agents, with something in front of each agent.
     *
     * @param config what is run
     * @param guise what the engine sees of each agent
     * @return a load without agents
     * @throws IllegalStateException when Chronicle's JVM flags are missing and the bodies are its
     */
    public static Workload oneWay(ScenarioConfig config, Guise guise) {
        return new OneWay(config, guise);
    }
}
