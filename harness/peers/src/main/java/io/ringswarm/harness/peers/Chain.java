package io.ringswarm.harness.peers;

/**
 * Where messages go and what is done to them there.
 *
 * @param stages the agents
 * @param isWorking whether each stage does its work of {@link BodyWork}; there are three stages then
 */
record Chain(Stages stages, boolean isWorking) {
    private static final int STAMPING = 0;
    private static final int ADDING = 1;

    /** To one of so many agents, and no further. */
    static Chain end(int agents) {
        return new Chain(new Stages(1, agents), false);
    }

    /** What a workload has messages go through. */
    static Chain of(Workload workload, int agents) {
        return new Chain(Stages.of(workload.stages(), agents), workload == Workload.PIPELINE);
    }

    /** Does the work of an agent's stage on a body; how many faults it found. */
    int work(int agent, byte[] body, long number) {
        switch (stages.stageOf(agent)) {
            case STAMPING -> BodyWork.stamp(body, number);
            case ADDING -> BodyWork.add(body);
            default -> {
                return BodyWork.fault(body, number);
            }
        }
        return 0;
    }
}
