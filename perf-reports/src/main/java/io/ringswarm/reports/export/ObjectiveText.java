package io.ringswarm.reports.export;

import io.ringswarm.reports.run.SloResult;

/** An objective as it is typed on the command line. */
final class ObjectiveText {
    private ObjectiveText() {}

    /** Such as {@code p95<10ms}. */
    static String of(SloResult slo) {
        return of(slo.metric(), slo.op(), slo.limit(), slo.unit());
    }

    static String of(String metric, String op, double limit, String unit) {
        return metric + op + Decimals.of(limit) + unit;
    }
}
