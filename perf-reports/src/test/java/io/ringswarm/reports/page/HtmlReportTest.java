package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.words.VerdictSentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final RunReport PASSED = SampleRun.passing(10).report();
    private static final RunReport FAILED = SampleRun.failing(60).report();
    private static final String HOSTILE =
            "</title></style><script>alert(1)</script><img src=x onerror='a'>\"&'`=${7*7}{{x}}\u0000\u202E]]>-->";

    @Test
    void shouldOfferTheScenariosRateWhenNothingWasMeasured() {
        RunReport unmeasured =
                SampleRun.passing(10).builder().rate(new Rate(null, null, null)).build();

        assertThat(HtmlReport.render(unmeasured)).contains("constant arrival").doesNotContain("closed loop");
        assertThat(HtmlReport.render(SampleRun.sparse())).contains("closed loop");
    }

    @Test
    void shouldSayHowOftenWasSentWhenEachIsSeveralMessages() {
        RunReport fannedOut =
                SampleRun.passing(10).builder().rate(new Rate(11e6, 11e6, 11e6)).build();

        assertThat(HtmlReport.render(fannedOut)).contains("by 110,000 sends/s").doesNotContain("constant arrival");
    }

    @Test
    void shouldShowWhatALoadMeasuresBesideLatency() {
        Document page = Jsoup.parse(HtmlReport.render(SampleRun.spawning()));

        assertThat(page.select("section[aria-labelledby=h-measured] tbody tr").eachText())
                .containsExactly(
                        "Spawn all 6 80 ms 97.5 ms 120 ms",
                        "Bytes per agent 7 338 B 340 B 341 B",
                        "Stop all 2 40 ms – 50 ms");
        assertThat(page.select("table.slo tbody tr").eachText())
                .anyMatch(row -> row.startsWith("Bytes per agent ✓ met 340 B ≤ 350 B")
                        || row.startsWith("Bytes per agent met 340 B ≤ 350 B"));
        assertThat(page.select("dl.figures > div").eachText())
                .containsExactly(
                        "Spawn all 97.5 ms limit 150 ms",
                        "Bytes per agent 340 B limit 350 B",
                        "Lost 0 of 1,100,000 sent");
        assertThat(page.select("figure svg").text()).contains("P95").doesNotContain("limit");
        assertThat(HtmlReport.render(PASSED)).doesNotContain("h-measured");
    }

    @Test
    void shouldBeWellFormedWhateverWasMeasured() {
        for (RunReport report : List.of(PASSED, FAILED, SampleRun.sparse(), SampleRun.spawning(), hostile())) {
            Parser parser = Parser.htmlParser().setTrackErrors(50);
            Document page = Jsoup.parse(HtmlReport.render(report), parser);
            assertThat(parser.getErrors()).isEmpty();
            assertIdsAreUniqueAndReferencesResolve(page);
        }
    }

    @Test
    void shouldSayTheVerdictFirst() {
        Document page = page(FAILED);
        assertThat(page.title()).startsWith("Failed: default");
        assertThat(page.selectFirst(".verdict.fail strong").text()).isEqualTo("Failed");
        assertThat(page.selectFirst(".verdict .sentence").text().replace('\u00a0', ' '))
                .isEqualTo(VerdictSentence.withoutStatus(FAILED));
        assertThat(page.selectFirst(".verdict .warning").text()).contains("the hypervisor took 34 ms");
        assertThat(page(PASSED).select(".verdict.pass")).hasSize(1);
        assertThat(page(SampleRun.sparse()).select(".verdict.invalid")).hasSize(1);
    }

    @Test
    void shouldShowEveryObjectiveWithItsMarginAndFirstViolation() {
        List<String> rows = page(FAILED).select("table.slo tbody tr").eachText();
        assertThat(rows).hasSize(5);
        assertThat(rows.get(1)).startsWith("P99 missed ").contains("< 10 ms").endsWith("second 20");
        assertThat(rows.get(2)).isEqualTo("Success met 100 % ≥ 99.9 % 0.1 points above none");
        assertThat(page(FAILED).select("td.missed")).hasSize(1);
    }

    @Test
    void shouldShowLatencyCountsEnvironmentAndCommand() {
        Document page = page(PASSED);
        assertThat(page.select("table.numbers tbody th").eachText())
                .containsExactly("Response", "Transit", "Handling", "Send delay");
        assertThat(page.select("table.counts tbody tr").eachText())
                .contains(
                        "Sent 1,100,000 accepted by the engine",
                        "Lost 0 accepted, and neither handled nor accounted for");
        assertThat(page.text())
                .contains("AMD EPYC 7763", "0.42 B a message", "until steady", "at most 640 ns", "410 MiB");
        assertThat(page.selectFirst("pre.command").text()).isEqualTo(PASSED.command());
    }

    @Test
    void shouldShowLanesAsksAndDeliveriesOnlyWhenThereAreAny() {
        Document page = page(SampleRun.saturated());
        assertIdsAreUniqueAndReferencesResolve(page);
        assertThat(page.select("section[aria-labelledby=h-lanes] tbody tr").eachText())
                .satisfiesExactly(
                        critical -> assertThat(critical)
                                .startsWith("Critical 20,000 0 20,000 ")
                                .endsWith(" 448 448"),
                        low -> assertThat(low).isEqualTo("Low 70,000 630,000 70,000 – – – – – –"));
        assertThat(page.select(".groups h2").eachText()).contains("Asks", "Deliveries, as the engine counts");
        assertThat(page.select(".groups").text()).contains("Answered 99,000", "of them parked at first 12");

        Document plain = page(SampleRun.passing(10).report());
        assertThat(plain.select("#h-lanes")).isEmpty();
        assertThat(plain.select(".groups h2").eachText()).doesNotContain("Asks", "Deliveries, as the engine counts");
    }

    @Test
    void shouldLoadNothingAndRunNothing() {
        for (RunReport report : List.of(PASSED, FAILED, hostile())) {
            Document page = page(report);
            assertThat(
                            page.select(
                                    "script, link, img, iframe, object, embed, image, use, form, base, [src], [href], [xlink:href]"))
                    .isEmpty();
            assertThat(page.getAllElements().stream().flatMap(e -> e.attributes().asList().stream()))
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
            assertThat(page.selectFirst("style").data()).doesNotContain("url(").doesNotContain("@import");
            assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]")
                            .attr("content"))
                    .isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
        }
    }

    @Test
    void shouldShowHostileTextsAsTexts() {
        String html = HtmlReport.render(hostile());
        Document page = Jsoup.parse(html);
        String shown = HOSTILE.replace('\u0000', '\uFFFD').replace('\u202E', '\uFFFD');
        assertThat(page.selectFirst("h1").text()).isEqualTo(shown);
        assertThat(page.selectFirst("pre.command").wholeText()).isEqualTo(shown);
        assertThat(page.select(".tag").text()).isEqualTo(shown + "=" + shown);
        assertThat(html).doesNotContain("<script").doesNotContain("\u0000").doesNotContain("\u202E");
        assertThat(page.select("svg.chart text").eachText()).anyMatch(text -> text.contains("<script>"));
    }

    @Test
    void shouldStaySmallWhenARunIsLong() {
        byte[] page = HtmlReport.render(SampleRun.passing(600).report()).getBytes(StandardCharsets.UTF_8);
        assertThat(page.length).isLessThan(1_500_000);
        RunReport day =
                SampleRun.passing(10).builder().intervals(seconds(86_400)).build();
        String html = HtmlReport.render(day);
        assertThat(html.length()).isLessThan(1_500_000);
        assertThat(html).contains("Each point is the worst of 72 seconds.");
    }

    @Test
    void shouldDescribeEachChartForThoseWhoDoNotSeeIt() {
        Document page = page(FAILED);
        assertThat(page.select("svg.chart")).hasSize(6);
        for (Element chart : page.select("svg.chart")) {
            assertThat(chart.attr("role")).isEqualTo("img");
            assertThat(chart.selectFirst("title").text()).isNotBlank();
            assertThat(chart.selectFirst("desc").text()).isNotBlank();
        }
        assertThat(page.select("svg.chart desc").eachText())
                .anyMatch(text -> text.contains("P95, P99 first violated in second 20"));
    }

    @Test
    void shouldKeepLinesAndTextsWithinTheChart() {
        Pattern coordinate = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");
        for (RunReport report : List.of(PASSED, FAILED, oneSample(0), oneSample(1), oneSample(Long.MAX_VALUE / 4))) {
            for (Element chart : page(report).select("svg.chart")) {
                String[] box = chart.attr("viewBox").split(" ");
                double width = Double.parseDouble(box[2]);
                double height = Double.parseDouble(box[3]);
                for (Element path : chart.select("path.line")) {
                    Matcher at = coordinate.matcher(path.attr("d"));
                    while (at.find()) {
                        assertThat(Double.parseDouble(at.group(1))).isBetween(0.0, width);
                        assertThat(Double.parseDouble(at.group(2))).isBetween(0.0, height);
                    }
                }
                for (Element text : chart.select("text")) {
                    assertThat(Double.parseDouble(text.attr("x"))).isBetween(0.0, width);
                    assertThat(Double.parseDouble(text.attr("y"))).isBetween(0.0, height);
                }
            }
        }
    }

    @Test
    void shouldGreyAndExplainPercentilesWithTooFewSamples() {
        Document page = page(oneSample(5000));
        assertThat(page.select("table.numbers td.scarce").eachText()).containsExactly("–", "–", "–", "–", "–", "–");
        assertThat(page.text()).contains("too few samples: fewer than ten lie beyond this percentile");
        assertThat(page(PASSED).select("table.numbers td.scarce")).isEmpty();
    }

    @Test
    void shouldLeaveOutOrNameWhatWasNotMeasured() {
        Document page = page(SampleRun.sparse());
        assertThat(page.select("svg.chart, table.numbers, table.causes, pre.command"))
                .isEmpty();
        assertThat(page.text())
                .contains(
                        "Response was not measured.", "Nothing was measured by the second.", "No objectives were set.");
        assertThat(page.text()).doesNotContain("null").doesNotContain("NaN");
    }

    @Test
    void shouldBreakALineWhereASecondWasNotMeasured() {
        List<Interval> intervals = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            intervals.add(Interval.of(second)
                    .queueDepth(second == 2 ? null : (Long) 7L)
                    .build());
        }
        Document page = page(SampleRun.passing(5).builder().intervals(intervals).build());
        assertThat(page.selectFirst("svg.chart.wide path.s-single")
                        .attr("d")
                        .chars()
                        .filter(c -> c == 'M'))
                .hasSize(2);
    }

    private static RunReport oneSample(long ns) {
        Histogram one = new Histogram(3);
        one.recordValue(ns);
        Interval second = Interval.of(0)
                .messages(1L, 1L)
                .response(one)
                .queueDepth(0L)
                .pauses(0L, 0L)
                .process(0.0, 0L)
                .build();
        return SampleRun.passing(1)
                .builder()
                .latency(new Latency(Distribution.of(one), null, null, null))
                .intervals(List.of(second))
                .build();
    }

    private static List<Interval> seconds(int count) {
        Histogram samples = new Histogram(3);
        samples.recordValueWithCount(20_000, 10_000);
        List<Interval> intervals = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            intervals.add(Interval.of(second)
                    .messages(10_000L, 10_000L + second % 7)
                    .response(samples)
                    .pauses((long) second % 3 * 100_000, (long) second % 5 * 300_000)
                    .hiccup(50_000L + second % 100 * 100_000L)
                    .process(1.0 + second % 10 / 10.0, 400L << 20)
                    .build());
        }
        return intervals;
    }

    /** Every text a user can choose is hostile. */
    private static RunReport hostile() {
        return SampleRun.passing(10)
                .builder()
                .runId(HOSTILE)
                .command(HOSTILE)
                .tags(Map.of(HOSTILE, HOSTILE))
                .git(new Git(HOSTILE, true))
                .verdict(new Verdict(VerdictStatus.FAIL, List.of(HOSTILE, HOSTILE), List.of(HOSTILE)))
                .scenario(new Scenario(
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        1,
                        1,
                        1,
                        HOSTILE,
                        1,
                        HOSTILE,
                        1,
                        1L,
                        1.0,
                        10.0,
                        new Arrival(HOSTILE, 1.0, 1L, HOSTILE, 1.0)))
                .slo(List.of(new SloResult(HOSTILE, HOSTILE, 10, "ms", 1.0, null, 2)))
                .counts(new Counts(1L, 1, 0, 0L, 0L, 0, 0, 0, 0, 0, 0L))
                .attribution(new Attribution(1L, null, 0L, 0L, 0L, 2L, 10_000_000L))
                .warmup(new Warmup(HOSTILE, null, null))
                .env(new Environment(
                        HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE, 1.0, HOSTILE, List.of(HOSTILE), HOSTILE, 1L))
                .build();
    }

    private static void assertIdsAreUniqueAndReferencesResolve(Document page) {
        Set<String> ids = new HashSet<>();
        for (Element element : page.select("[id]")) {
            assertThat(ids.add(element.id())).as("id %s", element.id()).isTrue();
        }
        for (Element element : page.select("[aria-labelledby]")) {
            assertThat(ids).contains(element.attr("aria-labelledby").split(" "));
        }
    }

    private static Document page(RunReport report) {
        return Jsoup.parse(HtmlReport.render(report));
    }
}
