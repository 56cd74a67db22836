package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.FindingKind;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;

/** What the rules have found, in sentences. A fault of the engine outranks one of the measurement. Confined to one thread. */
final class Findings {
    private final List<String> failures = new ArrayList<>();
    private final List<String> invalidities = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** The engine is at fault. */
    void fail(Sentence sentence, Object... values) {
        add(FindingKind.FAIL, sentence, sentence.of(values));
    }

    /** The engine is at fault if any message is. */
    void failIfAny(long messages, Sentence sentence) {
        if (messages > 0) {
            fail(sentence, messages(messages));
        }
    }

    /** The measurement is at fault. */
    void invalidate(Sentence sentence, Object... values) {
        add(FindingKind.INVALID, sentence, sentence.of(values));
    }

    /** Two who count the same disagree: the measurement is at fault. */
    void invalidateUnlessEqual(long ones, long others, Sentence sentence) {
        if (ones != others) {
            invalidate(sentence, Quantity.count(ones), Quantity.count(others));
        }
    }

    /** Something may have disturbed the run. */
    void warn(Sentence sentence, Object... values) {
        add(FindingKind.WARNING, sentence, sentence.of(values));
    }

    /** Whatever the sentence can mean; of two, a reason to distrust the run or a warning. */
    void note(boolean reason, Sentence sentence, Object... values) {
        add(reason ? FindingKind.INVALID : FindingKind.WARNING, sentence, sentence.of(values));
    }

    /** Notes a finding whose words are made. */
    void add(FindingKind kind, Sentence sentence, String words) {
        if (!sentence.kinds().contains(kind)) {
            throw new IllegalArgumentException(sentence + " as " + kind + " (expected: " + sentence.kinds() + ")");
        }
        switch (kind) {
            case FAIL -> failures.add(words);
            case INVALID, INTERRUPTED -> invalidities.add(words);
            case WARNING, REGRESSION, NOT_COMPARED -> warnings.add(words);
        }
    }

    /** The run was ended early. */
    void interrupt(Sentence sentence, Object... values) {
        add(FindingKind.INTERRUPTED, sentence, sentence.of(values));
    }

    /** The reasons, the engine's faults first. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>(failures);
        reasons.addAll(invalidities);
        return reasons;
    }

    List<String> warnings() {
        return warnings;
    }

    VerdictStatus status() {
        if (!failures.isEmpty()) {
            return VerdictStatus.FAIL;
        }
        return invalidities.isEmpty() ? VerdictStatus.PASS : VerdictStatus.INVALID;
    }

    /** Such as {@code 3 messages were}. */
    static String messages(long count) {
        return Quantity.count(count) + (count == 1 ? " message was" : " messages were");
    }
}
