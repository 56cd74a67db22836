package io.ringswarm.harness.load.verdict;

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
    void fail(String sentence) {
        failures.add(sentence);
    }

    /** The engine is at fault if any message is. */
    void failIfAny(long messages, String what) {
        if (messages > 0) {
            fail(messages(messages, what));
        }
    }

    /** The measurement is at fault. */
    void invalidate(String sentence) {
        invalidities.add(sentence);
    }

    /** The measurement is at fault if any message is. */
    void invalidateIfAny(long messages, String what) {
        if (messages > 0) {
            invalidate(messages(messages, what));
        }
    }

    /** Two who count the same disagree: the measurement is at fault. */
    void invalidateUnlessEqual(String one, long ones, String what, String other, long others) {
        if (ones != others) {
            invalidate("The " + one + " count " + Quantity.count(ones) + " " + what + ", the " + other + " "
                    + Quantity.count(others) + ".");
        }
    }

    /** Something may have disturbed the run. */
    void warn(String sentence) {
        warnings.add(sentence);
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

    /** Such as {@code 3 messages were lost.} */
    static String messages(long count, String what) {
        return Quantity.count(count) + (count == 1 ? " message was " : " messages were ") + what + ".";
    }
}
