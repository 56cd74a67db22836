package io.ringswarm.harness.load.scenario;

/** How long a scenario is run. */
public enum ProfileName {
    /** To see whether it works: two seconds at most, after one of warming up. */
    SMOKE("smoke"),
    /** As the scenario says. */
    STANDARD("standard"),
    /** To see what comes with time: ten times as long. */
    LONG("long");

    private final String text;

    ProfileName(String text) {
        this.text = text;
    }

    /** The name as written. */
    public String text() {
        return text;
    }
}
