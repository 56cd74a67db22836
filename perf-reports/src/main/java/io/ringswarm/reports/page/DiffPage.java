package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.RatioForest;
import io.ringswarm.reports.chart.SpectraChart;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.DiffWords;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.RunReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** {@code diff.html}: a comparison of saved runs as one file that needs no network and no script. */
public final class DiffPage {
    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::html).compile(Templates.text("diff.html.mustache"));
    private static final String STYLE = Templates.text("report.css");

    private DiffPage() {}

    /**
     * Draws a comparison.
     *
     * @param run what was compared
     * @return the page
     */
    public static String render(DiffRun run) {
        Map<String, Object> page = new HashMap<>(DiffView.of(run));
        page.put("style", STYLE);
        SpectraChart spectra = new SpectraChart(samples(run.base()), samples(run.fresh()));
        page.put("spectra", inAllWidths(spectra::draw));
        page.put("ratios", inAllWidths(forest(run.report().metrics())::draw));
        page.put("machine", Facts.machine(run.fresh().get(0).env()));
        return PAGE.execute(page);
    }

    private static RatioForest forest(List<BaselineMetric> metrics) {
        List<RatioForest.Row> rows = new ArrayList<>();
        for (BaselineMetric metric : metrics) {
            String words = metric.ratio() == null
                    ? DiffWords.verdict(metric.verdict())
                    : DiffWords.ratio(metric.ratio()) + " (" + DiffWords.interval(metric) + "), "
                            + DiffWords.verdict(metric.verdict());
            rows.add(new RatioForest.Row(
                    DiffView.name(metric),
                    words,
                    metric.ratio(),
                    metric.low(),
                    metric.high(),
                    metric.band(),
                    mood(metric)));
        }
        return new RatioForest("Ratios, with intervals", rows);
    }

    private static String mood(BaselineMetric metric) {
        return switch (metric.verdict()) {
            case WORSE -> "bad";
            case BETTER -> "good";
            default -> "plain";
        };
    }

    private static Histogram samples(List<RunReport> runs) {
        Histogram all = new Histogram(3);
        runs.forEach(run -> all.add(run.latency().response().decode()));
        return all;
    }

    private static String inAllWidths(Function<ChartWidth, String> chart) {
        List<String> drawn = new ArrayList<>();
        for (ChartWidth width : ChartWidth.values()) {
            drawn.add(chart.apply(width));
        }
        return String.join("\n", drawn);
    }
}
