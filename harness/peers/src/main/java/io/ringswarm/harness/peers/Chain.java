package io.ringswarm.harness.peers;

/**
 * Where messages go and what is done to them there.
 *
 * @param stages the agents
 * @param isWorking whether each stage does its {@link StageWork}; there are three stages then
 */
record Chain(Stages stages, boolean isWorking) {
    /** To one of so many agents, and no further. */
    static Chain end(int agents) {
        return new Chain(new Stages(1, agents), false);
    }

    /** What a workload has messages go through. */
    static Chain of(Workload workload, int agents) {
        return new Chain(Stages.of(workload.stages(), agents), workload == Workload.PIPELINE);
    }

    /** What an agent does to each body. */
    StageWork workOf(int agent) {
        if (!isWorking) {
            return StageWork.NONE;
        }
        return switch (stages.stageOf(agent)) {
            case 0 -> StageWork.STAMPING;
            case 1 -> StageWork.ADDING;
            default -> StageWork.CHECKING;
        };
    }
}
