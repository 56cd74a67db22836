package io.ringswarm.reports.run;

/** How a process that measured, or judged what was measured, ends. */
public final class ExitCode {
    /** Done, or passed. */
    public static final int OK = 0;

    /** An objective was missed, or messages were lost, duplicated or reordered. */
    public static final int FAIL = 1;

    /** The command line or a file cannot be used. */
    public static final int USAGE = 2;

    /** The measurement was at fault: nothing can be said. */
    public static final int INVALID = 3;

    /** Slower than what it was compared with, and nothing else is wrong. */
    public static final int WORSE = 4;

    /** A bug, or a disk that is full. */
    public static final int INTERNAL = 5;

    /** After an interruption, as a shell gives for Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
