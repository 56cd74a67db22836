package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.reports.words.Quantity;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is promised of every task: that it ends, once, with a result that is its own, and is started no more often than it may be; and
 * whether the desk counts the same as those who submit tasks and do them.
 */
final class TaskRules {
    /** Ends of messages to workers that are not there any more, or are leaving: the desk is told, and goes on without them. */
    private static final Set<DeadLetterReason> OF_LEAVING =
            EnumSet.complementOf(EnumSet.of(DeadLetterReason.HANDLER_THREW, DeadLetterReason.MALFORMED));

    private final Accounts accounts;
    private final TasksFound tasks;
    private final long lost;
    private final Findings findings;

    TaskRules(Accounts accounts, long lost, Findings findings) {
        this.accounts = accounts;
        this.lost = lost;
        this.findings = findings;
        tasks = accounts.tasks();
    }

    void judge() {
        if (lost > 0) {
            fail(lost, Sentence.TASKS_LOST);
        } else {
            fail(tasks.section().notEndedOnce(), Sentence.TASKS_NOT_ENDED_ONCE);
        }
        fail(tasks.startedTooOften(), Sentence.TASKS_STARTED_TOO_OFTEN);
        fail(tasks.wrongResults(), Sentence.TASKS_MIXED_UP);
        findings.failIfAny(accounts.engine().unaccounted(), Sentence.UNACCOUNTED);
        deadLetters();
        for (TasksFound.Disagreement one : tasks.disagreements()) {
            findings.invalidate(
                    Sentence.TASKS_MISCOUNTED, Quantity.count(one.byBook()), one.what(), Quantity.count(one.byDesk()));
        }
    }

    private void fail(long count, Sentence sentence) {
        if (count > 0) {
            findings.fail(sentence, Quantity.count(count));
        }
    }

    private void deadLetters() {
        long faults = 0;
        for (Map.Entry<DeadLetterReason, Long> dead : tasks.dead().entrySet()) {
            boolean allowed = tasks.workersLeave() && OF_LEAVING.contains(dead.getKey());
            faults += allowed ? 0 : dead.getValue();
        }
        findings.failIfAny(faults, Sentence.DEAD_LETTERS);
    }
}
