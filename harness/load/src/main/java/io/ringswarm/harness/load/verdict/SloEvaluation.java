package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.LaneResult;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.SloValues;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.reports.run.SloResult;
import java.util.List;

/** Holds a measurement against its objectives. */
final class SloEvaluation {
    private static final double NS_PER_SECOND = 1e9;
    private static final double PERCENT = 100.0;

    private SloEvaluation() {}

    static List<SloResult> of(List<Slo> slos, Measurement measured) {
        return slos.stream().map(slo -> result(slo, measured)).toList();
    }

    private static SloResult result(Slo slo, Measurement measured) {
        Double value = value(slo, measured);
        Boolean pass = value == null ? null : (Boolean) slo.holds(value);
        return new SloResult(
                slo.key(),
                slo.op().text(),
                slo.limit(),
                slo.unit(),
                value,
                pass,
                measured.firstViolations().get(slo));
    }

    private static Double value(Slo slo, Measurement measured) {
        if (slo.lane() != null) {
            return laneValue(slo, measured);
        }
        Accounts accounts = measured.accounts();
        return switch (slo.metric()) {
            case RATE ->
                measured.durationNs() == 0
                        ? null
                        : (Double) (measured.handledInTime() * NS_PER_SECOND / measured.durationNs());
            case LOST -> (double) ReportAssembly.counts(accounts).lost();
            case SUCCESS -> accounts.tasks() == null ? successPercent(accounts) : successPercent(accounts.tasks());
            case FIGURE -> figureValue(slo, measured);
            default -> SloValues.time(slo, measured.latency().response());
        };
    }

    private static Double laneValue(Slo slo, Measurement measured) {
        LaneResult lane = measured.lanes().stream()
                .filter(result -> result.priority() == slo.lane())
                .findFirst()
                .orElse(null);
        if (lane == null) {
            return null;
        }
        if (slo.metric() == Slo.Metric.SUCCESS) {
            return lane.attempted() == 0 ? null : (Double) (PERCENT * lane.handled() / lane.attempted());
        }
        return SloValues.time(slo, lane.response());
    }

    private static Double figureValue(Slo slo, Measurement measured) {
        TasksFound tasks = measured.accounts().tasks();
        if (tasks != null) {
            return tasks.figures().get(slo.figure().key());
        }
        return measured.figures().stream()
                .filter(figure -> figure.name().equals(slo.figure().key()) && figure.median() != null)
                .map(figure -> figure.median() / slo.nanosPerUnit())
                .findFirst()
                .orElse(null);
    }

    /** Of the tasks that were submitted. */
    private static Double successPercent(TasksFound tasks) {
        long submitted = tasks.section().submitted();
        return submitted == 0 ? null : (Double) (PERCENT * tasks.section().succeeded() / submitted);
    }

    /** Of what was scheduled; of what was sent where there is no schedule. */
    private static Double successPercent(Accounts accounts) {
        long attempted = accounts.attempted();
        return attempted == 0 ? null : (Double) (PERCENT * accounts.handled() / attempted);
    }
}
