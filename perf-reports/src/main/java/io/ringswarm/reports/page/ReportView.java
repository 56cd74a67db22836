package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.words.ArrivalWords;
import io.ringswarm.reports.words.Objective;
import io.ringswarm.reports.words.Quantity;
import io.ringswarm.reports.words.VerdictSentence;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words and tables of a report, the same for every page that shows them. A list that is empty is left out. */
final class ReportView {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss xxx", Locale.ENGLISH);

    /** From so many messages for each that is sent on, it is no rounding. */
    private static final double SEVERAL = 1.5;

    private static final int MOST_OF_THE_LOAD = 5;
    private static final String CLOSED = "closed";
    private static final String ONE_WAY = "one-way";
    private static final String STANDARD = "standard";

    /** The workload whose agents are workers. */
    private static final String WORK = "work";

    private ReportView() {}

    static Map<String, Object> of(RunReport report) {
        Map<String, Object> view = new LinkedHashMap<>();
        Verdict verdict = report.verdict();
        view.put("runId", report.runId());
        view.put("date", DATE.format(report.startedAt()));
        view.put("scenario", report.scenario().name());
        view.put("setup", setup(report.scenario()));
        view.put(
                "tags",
                report.tags().entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList());
        view.put("status", verdict.status().jsonName());
        view.put(verdict.status().jsonName() + "?", true);
        view.put("word", VerdictSentence.word(verdict.status()));
        view.put("sentence", VerdictSentence.withoutStatus(report));
        view.put("reasons", VerdictSentence.furtherReasons(report));
        view.put("warnings", verdict.warnings());
        view.put("exitCode", verdict.exitCode());
        view.put("figures", figures(report));
        view.put(
                "slo",
                report.slo().stream()
                        .map(slo -> report.tasks() == null ? SloRow.of(slo) : SloRow.ofTasks(slo))
                        .toList());
        List<LatencyRow> latency = LatencyRow.of(report.latency());
        view.put("latency", latency);
        view.put("latencyTable", latency.isEmpty() ? List.of() : List.of(true));
        view.put("scarce", latency.stream().anyMatch(LatencyRow::scarce) ? List.of(true) : List.of());
        List<LaneRow> lanes = LaneRow.of(report.lanes());
        view.put("lanes", lanes);
        view.put("lanesTable", lanes.isEmpty() ? List.of() : List.of(true));
        List<FigureRow> measured = FigureRow.of(report.figures());
        view.put("measured", measured);
        view.put("measuredTable", measured.isEmpty() ? List.of() : List.of(true));
        view.putAll(TaskView.of(report.tasks()));
        view.put("counts", CountRow.of(report.counts()));
        List<CauseRow> causes = CauseRow.of(report.attribution());
        view.put("causes", causes);
        view.put("causesTable", causes.isEmpty() ? List.of() : List.of(CauseRow.total(report.attribution())));
        putTables(view, report);
        view.put("facts", Facts.measured(report));
        view.put("environment", Facts.environment(report));
        view.put("command", report.command());
        view.put("commandKnown", report.command().isBlank() ? List.of() : List.of(true));
        return view;
    }

    private static void putTables(Map<String, Object> view, RunReport report) {
        view.put("probes", ProbeRow.of(report.search()));
        view.put("search", report.search() == null ? List.of() : List.of(ProbeRow.found(report.search())));
        view.put("baselineRows", BaselineRow.of(report.baseline()));
        view.put(
                "baseline",
                report.baseline() == null
                        ? List.of()
                        : List.of(String.join(", ", report.baseline().runIds())));
        List<WorstRow> worst = WorstRow.of(report.worst());
        view.put("worst", worst);
        view.put("worstTable", worst.isEmpty() ? List.of() : List.of(worst.size()));
    }

    /** A figure to be seen at once. */
    record Figure(String label, String value, String unit, String note) {
        /** Whether the value is words and not a number. */
        boolean words() {
            return unit.isEmpty() && value.indexOf(' ') > 0;
        }
    }

    private static List<Figure> figures(RunReport report) {
        List<Figure> figures = new ArrayList<>();
        Rate rate = report.rate();
        Distribution response = report.latency().response();
        figures.add(offered(rate.scheduledPerSecond(), report.scenario().arrival()));
        figures.add(
                rate.handledPerSecond() == null
                        ? new Figure("Handled", "not measured", "", "")
                        : new Figure("Handled", rate(rate.handledPerSecond()), "/s", share(rate)));
        figures.add(time("P50 response", response == null ? null : response.p50(), "half wait less"));
        figures.add(time("P95 response", response == null ? null : response.p95(), "1 in 20 waits longer"));
        figures.add(time("P99 response", response == null ? null : response.p99(), "1 in 100 waits longer"));
        List<Figure> own = report.tasks() == null ? ofTheLoad(report) : TaskView.figures(report.tasks());
        if (!own.isEmpty()) {
            figures = own;
        }
        figures.add(new Figure(
                "Lost",
                Quantity.count(report.counts().lost()),
                "",
                "of " + Quantity.count(report.counts().sent()) + (report.tasks() == null ? " sent" : " taken")));
        return figures;
    }

    /** Of a load that measures more than latency: the figures with objectives, as far as there is room. */
    private static List<Figure> ofTheLoad(RunReport report) {
        List<Figure> figures = new ArrayList<>();
        for (SloResult slo : report.slo()) {
            if (report.isFigure(slo) && figures.size() < MOST_OF_THE_LOAD) {
                Objective objective = new Objective(slo);
                String[] value = slo.value() == null
                        ? new String[] {"not measured", ""}
                        : objective.value().split("(?= )", 2);
                figures.add(new Figure(objective.metric(), value[0], value[1], "limit " + objective.limit()));
            }
        }
        return figures;
    }

    /** What the scenario asks for where nothing was offered, as after an interruption during the warm-up. */
    private static Figure offered(Double scheduledPerSecond, Arrival arrival) {
        String note = arrival.type() + " arrival";
        Double perSecond = scheduledPerSecond != null ? scheduledPerSecond : arrival.ratePerSecond();
        if (perSecond != null) {
            boolean even = arrival.fromRatePerSecond() == null && arrival.stepRatesPerSecond() == null;
            boolean several = even && arrival.ratePerSecond() != null && perSecond > SEVERAL * arrival.ratePerSecond();
            return new Figure(
                    "Offered",
                    rate(perSecond),
                    "/s",
                    several ? "by " + rate(arrival.ratePerSecond()) + " sends/s" : note);
        }
        return CLOSED.equals(arrival.type())
                ? new Figure("Offered", "closed loop", "", "as fast as accepted")
                : new Figure("Offered", "not measured", "", note);
    }

    private static Figure time(String label, Long ns, String note) {
        if (ns == null) {
            return new Figure(label, "not measured", "", "too few samples");
        }
        String[] valueAndUnit = Quantity.time(ns).split(" ");
        return new Figure(label, valueAndUnit[0], " " + valueAndUnit[1], note);
    }

    private static String rate(double perSecond) {
        return perSecond >= 1e6 ? Quantity.axis(perSecond) : Quantity.rate(perSecond);
    }

    private static String share(Rate rate) {
        if (rate.scheduledPerSecond() == null || rate.scheduledPerSecond() == 0) {
            return "";
        }
        if (VerdictSentence.isMultiplied(rate)) {
            return "from " + Quantity.rate(rate.scheduledPerSecond()) + "/s offered";
        }
        return Quantity.share(rate.handledPerSecond() / rate.scheduledPerSecond()) + " of what was offered";
    }

    private static String setup(Scenario scenario) {
        List<String> parts = new ArrayList<>();
        if (scenario.system() != null) {
            parts.add(scenario.system());
        }
        if (scenario.workload() != null && !ONE_WAY.equals(scenario.workload())) {
            parts.add(scenario.workload());
        }
        add(parts, scenario.agents(), WORK.equals(scenario.workload()) ? " worker" : " agent");
        add(parts, scenario.shards(), " shard");
        add(parts, scenario.producers(), " producer");
        if (scenario.codec() != null) {
            String payload = scenario.payloadBytes() == null ? "" : ", " + scenario.payloadBytes() + " bytes";
            parts.add(scenario.codec() + " bodies" + payload);
        }
        if (scenario.workNs() != null && scenario.workNs() > 0) {
            parts.add(Quantity.time(scenario.workNs()) + " of work a message");
        }
        if (scenario.idle() != null) {
            parts.add(scenario.idle() + " when idle");
        }
        String arrival = ArrivalWords.of(scenario.arrival());
        if (!arrival.isEmpty()) {
            parts.add(arrival);
        }
        if (scenario.durationSeconds() != null) {
            parts.add(Quantity.number(scenario.durationSeconds()) + "\u00a0s");
        }
        if (scenario.profile() != null && !STANDARD.equals(scenario.profile())) {
            parts.add(scenario.profile() + " profile");
        }
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, Integer count, String noun) {
        if (count != null) {
            parts.add(Quantity.count(count) + noun + (count == 1 ? "" : "s"));
        }
    }
}
