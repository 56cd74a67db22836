package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.words.Objective;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The first second in which objectives did not hold, with their names. */
record FirstViolation(int second, String words) {
    /** Of the objectives that were missed; when none was, of any that one second alone would have missed. */
    static Optional<FirstViolation> of(RunReport report) {
        Optional<Integer> missed = first(report, slo -> Boolean.FALSE.equals(slo.pass()));
        return (missed.isPresent() ? missed : first(report, slo -> true))
                .map(second -> new FirstViolation(second, words(report, second)));
    }

    private static Optional<Integer> first(RunReport report, Predicate<SloResult> among) {
        int last = TimeAxis.lastSecond(report.intervals());
        return report.slo().stream()
                .filter(among)
                .map(SloResult::firstViolationSecond)
                .filter(second -> second != null && second <= last)
                .min(Comparator.naturalOrder());
    }

    private static String words(RunReport report, int second) {
        String metrics = report.slo().stream()
                .filter(slo -> slo.firstViolationSecond() != null && slo.firstViolationSecond() == second)
                .map(slo -> new Objective(slo).metric())
                .collect(Collectors.joining(", "));
        return metrics + " first violated in second " + second;
    }
}
