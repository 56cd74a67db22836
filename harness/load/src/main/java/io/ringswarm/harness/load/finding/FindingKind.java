package io.ringswarm.harness.load.finding;

/** What a finding means for a run. */
public enum FindingKind {
    /** The engine is at fault: exit code 1. */
    FAIL("fail"),
    /** The measurement is at fault, so that the run says nothing of the engine: exit code 3. */
    INVALID("invalid"),
    /** Something may have disturbed a run that met its objectives: changes no exit code. */
    WARNING("warning"),
    /** It was ended early: invalid, and exit code 130. */
    INTERRUPTED("interrupted"),
    /** It is slower than its baseline: a warning, and exit code 4 where the run passes. */
    REGRESSION("regression"),
    /** It could not be compared with its baseline: a warning, and exit code 2 where the run passes. */
    NOT_COMPARED("not compared");

    private final String text;

    FindingKind(String text) {
        this.text = text;
    }

    /** The name in the documentation. */
    public String text() {
        return text;
    }
}
