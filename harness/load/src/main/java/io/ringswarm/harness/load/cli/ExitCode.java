package io.ringswarm.harness.load.cli;

/** The exit codes that are not a verdict's. */
public final class ExitCode {
    /** Done, or passed. */
    public static final int OK = 0;

    /** The command line or a file cannot be used. */
    public static final int USAGE = 2;

    /** A bug, or a disk that is full. */
    public static final int INTERNAL = 5;

    /** After Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
