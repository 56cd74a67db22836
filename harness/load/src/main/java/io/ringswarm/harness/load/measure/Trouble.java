package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.finding.FindingKind;
import io.ringswarm.harness.load.finding.Sentence;

/**
 * Why a run did not go as planned.
 *
 * @param sentence what happened: one that means one thing only
 * @param words the sentence, filled in
 */
public record Trouble(Sentence sentence, String words) {
    /**
     * Trouble.
     *
     * @param sentence what happened
     * @param values to fill in
     * @return with its words
     */
    public static Trouble of(Sentence sentence, Object... values) {
        return new Trouble(sentence, sentence.of(values));
    }

    /** Whose fault it is: the engine's, or the measurement's. */
    public FindingKind kind() {
        return sentence.kinds().iterator().next();
    }
}
