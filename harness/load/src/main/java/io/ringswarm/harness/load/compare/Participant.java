package io.ringswarm.harness.load.compare;

/**
 * One that is measured in each block.
 *
 * @param system which system it is
 * @param build which build of it
 */
public record Participant(String system, Build build) {
    /** Builds of a system. */
    public enum Build {
        /** The one at work. */
        THIS(""),
        /** The one at work once more, to see how far apart two samples of the same build come. */
        AGAIN("-again"),
        /** The one to compare with. */
        BASELINE("-baseline");

        private final String suffix;

        Build(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * A system of this build.
     *
     * @param system its name
     * @return under that name
     */
    public static Participant of(String system) {
        return new Participant(system, Build.THIS);
    }

    /**
     * Its name in tables and documents.
     *
     * @return unique in its workload
     */
    public String name() {
        return system + build.suffix;
    }
}
