package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleDiff;
import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DiffPageTest {
    private static final String HOSTILE = "</style><script>alert(1)</script>\"'&";

    @Test
    @Timeout(20)
    void shouldBeDrawnWhenRatiosAreOfAnySize() {
        DiffRun unclear = SampleDiff.unclear();
        DiffReport report = unclear.report();
        BaselineMetric huge = new BaselineMetric("p50", 500.0, 9e7, 1.8e5, 1e-12, 1e12, 0.05, MetricVerdict.UNCLEAR);
        DiffReport extreme = new DiffReport(
                1,
                MetricVerdict.UNCLEAR,
                report.base(),
                report.newSide(),
                report.noise(),
                1,
                2_000,
                0.05,
                "default",
                List.of(),
                List.of(huge));

        String page = DiffPage.render(new DiffRun(extreme, unclear.base(), unclear.fresh(), "ringswarm diff a b"));

        assertThat(page).doesNotContain("NaN", "Infinity").hasSizeLessThan(500_000);
    }

    @Test
    void shouldShowVerdictRatiosAndBothSpectra() {
        Document page = Jsoup.parse(DiffPage.render(SampleDiff.everyVerdict()));

        assertThat(page.select("section.verdict.fail strong").text()).isEqualTo("Worse");
        assertThat(page.select(".sentence").text())
                .isEqualTo(
                        "P50 is 20 % higher (worse): 3.24 µs, was 2.7 µs; P90 is 14 % lower (better): 4.39 µs, was 5.1 µs.");
        assertThat(page.select("tbody tr").first().text())
                .isEqualTo("P50 2.7 µs 3.24 µs 1.200 1.170 to 1.230 ±5 % worse");
        assertThat(page.select("tbody tr").get(4).text()).isEqualTo("P99.9 – – – – – too few samples");
        assertThat(page.select("tbody tr").last().text())
                .isEqualTo("throughput (more is better) 110k/s 110k/s 1.000 1.000 to 1.000 ±5 % same");
        assertThat(page.select("svg.wide g.bad path.dot")).hasSize(1);
        assertThat(page.select("svg.wide g.good path.dot")).hasSize(1);
        assertThat(page.select("svg.wide g.plain path.dot")).hasSize(4);
        assertThat(page.select("svg.wide rect.strip")).hasSize(6);
        assertThat(page.select("svg.wide path.line.s-response, svg.wide path.line.s-transit"))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(page.select("p.setup").eachText())
                .containsExactly(
                        "New: 20261120-140327-default-7f3a, commit 8d52e02c-dirty",
                        "Base: 2 runs, 20261119-101500-default-11aa and on");
    }

    @Test
    void shouldKeepEveryDotWithinItsChart() {
        Document page = Jsoup.parse(DiffPage.render(SampleDiff.everyVerdict()));

        for (Element chart : page.select("svg")) {
            double width = Double.parseDouble(chart.attr("viewBox").split(" ")[2]);
            for (Element dot : chart.select("path.dot")) {
                double x = Double.parseDouble(dot.attr("d").substring(1).split(" ")[0]);
                assertThat(x).isBetween(0.0, width);
            }
        }
    }

    @Test
    void shouldWarnWhenNothingCanBeToldOrMachinesDiffer() {
        Document page = Jsoup.parse(DiffPage.render(SampleDiff.unclear()));

        assertThat(page.select("section.verdict.invalid .sentence").text())
                .isEqualTo("No change is shown; too much noise to rule one out in P99.");
        assertThat(page.select(".reasons li").eachText()).containsExactly("Ignored as asked: env.cores=2 and 8");
    }

    @Test
    void shouldPassWhenRunsAreAlike() throws UnusableRunException {
        DiffRun run = SampleDiff.alike();

        assertThat(run.exitCode()).isZero();
        assertThat(Jsoup.parse(DiffPage.render(run)).select("section.verdict.fail"))
                .isEmpty();
    }

    @Test
    void shouldBeSafeAndUseEveryIdOnceWhateverItIsTold() {
        DiffReport sample = SampleDiff.everyVerdict().report();
        DiffReport hostile = new DiffReport(
                1,
                MetricVerdict.WORSE,
                new DiffReport.Side(List.of(HOSTILE), HOSTILE),
                sample.newSide(),
                sample.noise(),
                1,
                100,
                0.05,
                HOSTILE,
                List.of(HOSTILE),
                sample.metrics());
        DiffRun run = SampleDiff.everyVerdict();
        Document page = Jsoup.parse(DiffPage.render(new DiffRun(hostile, run.base(), run.fresh(), HOSTILE)));

        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("h1").text()).isEqualTo(HOSTILE);
        Set<String> ids = new HashSet<>();
        page.select("[id]")
                .forEach(element ->
                        assertThat(ids.add(element.id())).as(element.id()).isTrue());
    }

    @Test
    void shouldFitAPullRequestAsMarkdown() {
        String text = DiffMarkdown.render(SampleDiff.everyVerdict());

        assertThat(text)
                .startsWith("## ❌ Worse: P50 is 20 % higher")
                .contains("| P50 | 2.7 µs | 3.24 µs | 1.200 | 1.170 to 1.230 | ±5 % | worse |")
                .contains("| P99.9 | – | – | – | – | – | too few samples |")
                .contains("\n```\nharness/bin/ringswarm diff base `new`\n```\n");
        assertThat(DiffMarkdown.render(SampleDiff.unclear()))
                .startsWith("## ⚠️ Unclear")
                .contains("> Warning: env.cores=2 and 8");
    }
}
