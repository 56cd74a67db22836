package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.Template;

/** The templates of this module's messages. Users' own may have any other ids. */
public final class Templates {
    /** A task, to the desk. */
    public static final Template SUBMISSION = new Template(65_200, 1, 0);

    /** How a task ended, to whoever submitted it. */
    public static final Template ENDING = new Template(65_201, 1, 0);

    /** A task, to a worker. */
    public static final Template START = new Template(65_202, 1, 0);

    /** How an attempt ended, to the desk. */
    public static final Template ANSWER = new Template(65_203, 1, 0);

    /** A task that is wanted no more: to the desk by its number, to a worker by its ticket. */
    public static final Template CANCEL = new Template(65_204, 1, 0);

    /** What came of attempts that had been given up, to the desk. */
    public static final Template AFTERMATH = new Template(65_205, 1, 0);

    /** That something waits elsewhere: commands for the desk, results of a tier for a worker. */
    public static final Template NUDGE = new Template(65_206, 1, 0);

    private Templates() {}
}
