package io.ringswarm.harness.load.scenario;

/** Where a setting comes from. The later one wins. */
public enum Layer {
    /** One of the harness's own scenarios. */
    BUILT_IN,
    /** The user's scenario file. */
    FILE,
    /** An environment variable. */
    ENVIRONMENT,
    /** A flag of the command line. */
    FLAG
}
