package io.ringswarm.harness.load.compare;

/**
 * One that is measured in each block.
 *
 * @param name unique in its workload
 * @param system which system it is
 */
public record Participant(String name, String system) {
    /**
     * A system of this build.
     *
     * @param system its name
     * @return under that name
     */
    public static Participant of(String system) {
        return new Participant(system, system);
    }
}
