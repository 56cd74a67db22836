package io.ringswarm.reports.run;

/**
 * The state of the sources the measured program was built from.
 *
 * @param commit the commit's id
 * @param dirty whether files differed from it; null when not known
 */
public record Git(String commit, Boolean dirty) {
    /**
     * Checks that there is a commit.
     *
     * @param commit the commit's id
     * @param dirty whether files differed from it
     */
    public Git {
        Expect.text("git.commit", commit);
    }
}
