package io.ringswarm.harness.load.generate;

import io.ringswarm.harness.load.finding.Sentence;

/** The engine did not do what a producer waits for: a fault of the engine, and none of the measurement. */
public final class EngineFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Sentence sentence;

    /**
     * A fault.
     *
     * @param sentence what the engine did not do: a reason to fail
     * @param values to fill in
     */
    public EngineFaultException(Sentence sentence, Object... values) {
        super(sentence.of(values));
        this.sentence = sentence;
    }

    /** What the engine did not do. */
    public Sentence sentence() {
        return sentence;
    }
}
