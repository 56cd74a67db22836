package io.ringswarm.reports.words;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict in one sentence: what decided it, the P95, the SLO and the margin, the rate, what was lost. Of a load of tasks: what
 * decided it, what became of them, the efficiency, the rate, what was lost.
 */
public final class VerdictSentence {
    /** So many times the rate offered is no rounding. */
    private static final double MULTIPLIED = 1.1;

    private static final String EFFICIENCY = "efficiency";

    private VerdictSentence() {}

    /**
     * The whole sentence.
     *
     * @param report the run
     * @return such as {@code Passed: P95 18.4 µs, 543 times below its limit of 10 ms, handling 110,000 of the 110,000 messages/s offered; none
     *     lost.}
     */
    public static String of(RunReport report) {
        return word(report.verdict().status()) + ": " + clauses(report);
    }

    /**
     * The sentence without its first word, for where the status stands beside it.
     *
     * @param report the run
     * @return such as {@code P95 18.4 µs, 543 times below its limit of 10 ms, ...}
     */
    public static String withoutStatus(RunReport report) {
        String clauses = clauses(report);
        return clauses.substring(0, 1).toUpperCase(Locale.ROOT) + clauses.substring(1);
    }

    private static String clauses(RunReport report) {
        List<String> parts = new ArrayList<>();
        Optional<SloResult> missed = missed(report);
        missed.ifPresent(slo -> parts.add(missedClause(report, slo)));
        leadingReason(report).map(VerdictSentence::withoutStop).ifPresent(parts::add);
        if (nothingMeasured(report) && !parts.isEmpty()) {
            return parts.get(0) + ".";
        }
        if (report.tasks() != null) {
            parts.add(taskClause(report.tasks()));
            efficiencyClause(report, missed).ifPresent(parts::add);
            parts.add(taskRateClause(report.rate()));
            parts.add(lostClause(report.counts().lost()));
            return String.join("; ", parts) + ".";
        }
        figureClause(report, missed).ifPresent(parts::add);
        boolean p95Said = missed.map(slo -> "p95".equals(slo.metric())).orElse(false);
        parts.add((p95Said ? "" : p95Clause(report) + ", ") + rateClause(report.rate()));
        parts.add(lostClause(report.counts().lost()));
        return String.join("; ", parts) + ".";
    }

    /**
     * The reasons the sentence does not give already.
     *
     * @param report the run
     * @return reasons of the verdict, in order
     */
    public static List<String> furtherReasons(RunReport report) {
        List<String> reasons = report.verdict().reasons();
        boolean leads = leadingReason(report).isPresent();
        return leads ? reasons.subList(1, reasons.size()) : reasons;
    }

    private static boolean nothingMeasured(RunReport report) {
        Distribution response = report.latency().response();
        return report.rate().handledPerSecond() == null
                && report.counts().sent() == 0
                && (response == null || response.count() == 0);
    }

    /** A verdict that no objective explains is explained by its first reason. */
    private static Optional<String> leadingReason(RunReport report) {
        boolean explained = report.verdict().status() == VerdictStatus.PASS
                || missed(report).isPresent();
        return explained
                ? Optional.empty()
                : report.verdict().reasons().stream().findFirst();
    }

    /**
     * The status as a word.
     *
     * @param status the status
     * @return {@code Passed}, {@code Failed} or {@code Invalid}
     */
    public static String word(VerdictStatus status) {
        return switch (status) {
            case PASS -> "Passed";
            case FAIL -> "Failed";
            case INVALID -> "Invalid";
        };
    }

    private static Optional<SloResult> missed(RunReport report) {
        if (report.verdict().status() != VerdictStatus.FAIL) {
            return Optional.empty();
        }
        return report.slo().stream()
                .filter(slo -> Boolean.FALSE.equals(slo.pass()))
                .findFirst();
    }

    private static String missedClause(RunReport report, SloResult slo) {
        long more = report.slo().stream()
                        .filter(other -> Boolean.FALSE.equals(other.pass()))
                        .count()
                - 1;
        Objective objective = new Objective(slo);
        String clause = objective.metric() + " " + objective.value() + ", " + objective.clause();
        return more == 0
                ? clause
                : clause + " (and " + more + (more == 1 ? " other limit" : " other limits") + " missed)";
    }

    /** Where a load measures something beside latency and no limit was missed: the limit of that which is nearest. */
    private static Optional<String> figureClause(RunReport report, Optional<SloResult> missed) {
        if (missed.isPresent()) {
            return Optional.empty();
        }
        return report.slo().stream()
                .filter(slo -> report.isFigure(slo) && slo.value() != null && slo.limit() > 0)
                .max(Comparator.comparingDouble(slo -> slo.value() / slo.limit()))
                .map(Objective::new)
                .map(objective -> objective.metric() + " " + objective.value() + ", " + objective.clause());
    }

    private static String taskClause(Tasks tasks) {
        String ends = withoutStop(TaskWords.ends(tasks));
        String succeeded = tasks.succeeded() == tasks.submitted()
                ? "all succeeded"
                : Quantity.count(tasks.succeeded()) + " succeeded";
        return ends.substring(0, 1).toLowerCase(Locale.ROOT)
                + ends.substring(1)
                + (tasks.submitted() == 0 ? "" : ", " + succeeded);
    }

    private static Optional<String> efficiencyClause(RunReport report, Optional<SloResult> missed) {
        boolean said = missed.map(slo -> EFFICIENCY.equals(slo.metric())).orElse(false);
        Double efficiency = report.tasks().efficiency();
        if (said || efficiency == null) {
            return Optional.empty();
        }
        return Optional.of("efficiency " + Quantity.number(efficiency)
                + report.slo().stream()
                        .filter(slo -> EFFICIENCY.equals(slo.metric()) && slo.value() != null)
                        .findFirst()
                        .map(slo -> ", " + new Objective(slo).clause())
                        .orElse(""));
    }

    private static String taskRateClause(Rate rate) {
        return rate.handledPerSecond() == null
                ? "rate not measured"
                : Quantity.rate(rate.handledPerSecond()) + " tasks/s";
    }

    private static String p95Clause(RunReport report) {
        Distribution response = report.latency().response();
        if (response == null || response.count() == 0) {
            return "no latency measured";
        }
        if (response.p95() == null) {
            return "too few samples for a P95";
        }
        String p95 = "P95 " + Quantity.time(response.p95());
        return report.slo().stream()
                .filter(slo -> "p95".equals(slo.metric()) && slo.value() != null)
                .findFirst()
                .map(slo -> p95 + ", " + new Objective(slo).clause())
                .orElse(p95);
    }

    private static String rateClause(Rate rate) {
        if (rate.handledPerSecond() == null) {
            return "rate not measured";
        }
        String handled = "handling " + Quantity.rate(rate.handledPerSecond());
        if (isMultiplied(rate)) {
            return handled + " messages/s from " + Quantity.rate(rate.scheduledPerSecond()) + " offered";
        }
        return rate.scheduledPerSecond() == null
                ? handled + " messages/s"
                : handled + " of the " + Quantity.rate(rate.scheduledPerSecond()) + " messages/s offered";
    }

    /**
     * Whether handlers have made more messages of those that were offered.
     *
     * @param rate of the run
     * @return true when clearly more were handled than offered
     */
    public static boolean isMultiplied(Rate rate) {
        return rate.scheduledPerSecond() != null
                && rate.handledPerSecond() != null
                && rate.handledPerSecond() > MULTIPLIED * rate.scheduledPerSecond();
    }

    private static String lostClause(long lost) {
        if (lost == 0) {
            return "none lost";
        }
        return lost > 0 ? Quantity.count(lost) + " lost" : Quantity.count(-lost) + " more came out than went in";
    }

    private static String withoutStop(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
