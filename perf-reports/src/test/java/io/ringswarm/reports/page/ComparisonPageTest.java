package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.Noise;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Spread;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import io.ringswarm.reports.comparison.ComparisonRun;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComparisonPageTest {
    private static final String HOSTILE = "</style><script>alert(1)</script>\"'&";

    @Test
    void shouldShowRatiosRatesAndTheCommand() {
        Document page = page(0, List.of(), ratio("pekko", "handledPerSecond", 6.1, 5.5, 7.2, null));

        assertThat(page.select("h1").text()).isEqualTo("one-way");
        assertThat(page.select("section.verdict.pass").text()).startsWith("Measured Every system handled");
        assertThat(page.select("figure")).hasSize(2);
        assertThat(page.select("figure svg.wide").eachText())
                .anyMatch(text -> text.contains("ringswarm-fixed / pekko") && text.contains("6.10 (5.50 to 7.20)"))
                .anyMatch(text -> text.contains("19.6M (13.1M to 21.5M)"));
        assertThat(page.select("svg.wide g.good path.dot")).hasSize(1);
        assertThat(page.select("table.compared").get(0).select("tbody tr").eachText())
                .first()
                .isEqualTo("ringswarm-fixed 0.1 13.1M 19.6M 21.5M 1.92 µs 221 µs 0 B 0");
        assertThat(page.select("table.compared").get(1).select("tbody tr").text())
                .isEqualTo("ringswarm-fixed / pekko throughput 6.10 5.50 to 7.20 6 2");
        assertThat(page.select("pre.command").text()).isEqualTo("ringswarm compare --seed=7");
        assertThat(page.select("section[aria-labelledby=h-machine]").text()).contains("Not recorded");
    }

    @Test
    void shouldPutValuesBelowNamesWhereBothDoNotFitInALine() {
        RatioFigures wordy = ratio("ringswarm-fixed-baseline", "handledPerSecond", 0.8, 0.7, 0.9, null);
        Document page = page(0, List.of(), wordy);

        assertThat(linesOfTheFirstRow(page, "narrow")).isEqualTo(2);
        assertThat(linesOfTheFirstRow(page, "wide")).isEqualTo(1);
    }

    @Test
    void shouldDrawBarsAsLongAsTheirRates() {
        List<Element> bars = page(0, List.of(), ratio("pekko", "handledPerSecond", 6.1, 5.5, 7.2, null))
                .select("svg.wide rect.column");

        double first = Double.parseDouble(bars.get(0).attr("width"));
        double second = Double.parseDouble(bars.get(1).attr("width"));
        assertThat(first / second).isCloseTo(19.6 / 3, within(0.1));
    }

    private static long linesOfTheFirstRow(Document page, String width) {
        return page.select("figure").first().select("svg." + width + " text.legend").stream()
                .map(text -> text.attr("y"))
                .distinct()
                .count();
    }

    @Test
    void shouldTellGoodFromBadByWhichWayIsBetter() {
        Document page = page(
                0,
                List.of(),
                ratio("pekko", "p50Ns", 0.5, 0.4, 0.6, null),
                ratio("vertx", "p50Ns", 1.5, 1.4, 1.6, null),
                ratio("ltq", "p50Ns", 1.0, 0.9, 1.2, null));

        assertThat(page.select("svg.wide g.good path.dot")).hasSize(1);
        assertThat(page.select("svg.wide g.bad path.dot")).hasSize(1);
        assertThat(page.select("svg.wide g.plain path.dot")).hasSize(3); // one ratio, and the two systems' latencies
        assertThat(page.select("figure svg.wide").text()).contains("Ratios of P50 (less is better)");
    }

    @Test
    void shouldShowTheNoiseAndTheReasonWhenABuildIsWorse() {
        Document page = page(
                4,
                List.of("worse than the baseline", "and again"),
                ratio("ringswarm-fixed-baseline", "handledPerSecond", 0.8, 0.7, 0.9, new Noise(0.95, 1.05)));

        assertThat(page.select("section.verdict.fail .sentence").text()).isEqualTo("worse than the baseline");
        assertThat(page.select("section.verdict .reasons li").eachText()).containsExactly("and again");
        assertThat(page.select("table.compared").get(1).select("tbody tr").text())
                .endsWith("0.95 to 1.05");
    }

    @Test
    void shouldShowWhatThereIsWhenNoBlockCounts() {
        Document page = page(
                3,
                List.of("one-way has too few blocks that count"),
                ratio("pekko", "handledPerSecond", null, null, null, null));

        assertThat(page.select("section.verdict.invalid").text()).contains("too few blocks");
        assertThat(page.select("figure svg.wide").text()).contains("none: the machine changed within every block");
    }

    @Test
    void shouldStayOneHarmlessFileWhateverTheNames() {
        RatioFigures hostile = ratio(HOSTILE, "handledPerSecond", 2.0, 1.5, 2.5, null);
        String text = ComparisonPage.render(new ComparisonRun(
                report(HOSTILE, hostile), OffsetDateTime.parse("2026-11-21T12:00:00Z"), HOSTILE, 0, List.of()));
        Document page = Jsoup.parse(text);

        assertThat(page.select("script, link, img, iframe")).isEmpty();
        assertThat(text).doesNotContain("http://", "https://", "NaN", "Infinity");
        Set<String> ids = new HashSet<>();
        for (Element element : page.select("[id]")) {
            assertThat(ids.add(element.id())).as(element.id()).isTrue();
        }
        assertThat(page.select("pre.command").text()).isEqualTo(HOSTILE);
    }

    private static Document page(int exitCode, List<String> reasons, RatioFigures... ratios) {
        return Jsoup.parse(ComparisonPage.render(new ComparisonRun(
                report("one-way", ratios),
                OffsetDateTime.parse("2026-11-21T12:00:00Z"),
                "ringswarm compare --seed=7",
                exitCode,
                reasons)));
    }

    private static ComparisonReport report(String name, RatioFigures... ratios) {
        List<SystemFigures> systems = List.of(
                new SystemFigures("ringswarm-fixed", "0.1", new Spread(13.1e6, 19.6e6, 21.5e6), 1_920, 221_000, 0, 0),
                new SystemFigures("pekko", "1.7.0", new Spread(2e6, 3e6, 4e6), 1_200_000, 3_000_000, 184, 0));
        Workload workload = new Workload(name, "one sender", "fixed", 64, 100, systems, List.of(ratios));
        return new ComparisonReport(1, 7, List.of(workload), null);
    }

    private static RatioFigures ratio(String b, String metric, Double median, Double low, Double high, Noise noise) {
        boolean moreIsBetter = metric.equals("handledPerSecond");
        return new RatioFigures(
                "ringswarm-fixed",
                b,
                metric,
                moreIsBetter,
                median,
                low,
                high,
                6,
                2,
                noise,
                noise == null ? null : Boolean.TRUE);
    }
}
