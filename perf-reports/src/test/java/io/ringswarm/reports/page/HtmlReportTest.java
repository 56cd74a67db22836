package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchLimit;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.run.WarmupWindow;
import io.ringswarm.reports.run.WorstMessage;
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
        assertThat(page.select("section[aria-labelledby=h-latency] tbody th").eachText())
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
    void shouldBeDrawnSoonAndStaySmallWhenARunIsLong() {
        for (int length : new int[] {600, 86_400}) {
            RunReport report =
                    SampleRun.failing(60).builder().intervals(seconds(length)).build();
            long startNs = System.nanoTime();
            String html = HtmlReport.render(report);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            int bytes = html.getBytes(StandardCharsets.UTF_8).length;
            System.out.printf("%d intervals: %,d bytes, drawn in %.2f s%n", length, bytes, seconds);
            assertThat(bytes).isLessThan(1_500_000);
            assertThat(html.contains("Each point is the worst of 72 seconds.")).isEqualTo(length == 86_400);
            assertThat(Jsoup.parse(html).select("svg.chart.wide text.panel").eachText())
                    .contains("Response (log scale), each column " + (length + 149) / 150 + " seconds");
        }
    }

    @Test
    void shouldColourACellForEachSecondAndBucketThatHasMessages() {
        Element chart = page(FAILED).select("svg.chart.wide:has(path.heat)").first();
        assertThat(chart.select("path.heat")).hasSizeBetween(3, 6);
        assertThat(chart.select("rect.heat")).hasSameSizeAs(chart.select("path.heat"));
        Element alone =
                page(oneSample(5_000)).select("svg.chart.wide:has(path.heat)").first();
        assertThat(alone.select("path.heat"))
                .singleElement()
                .satisfies(path -> assertThat(path.attr("d")).matches("M64 [0-9.]+h1002v[0-9.]+h-1002z"));
        assertThat(alone.select("text.legend").eachText()).contains("< 10");
    }

    @Test
    void shouldDrawPercentilesAloneWhenNobodyHasCountedResponses() {
        List<Interval> uncounted = FAILED.intervals().stream()
                .map(HtmlReportTest::withoutResponses)
                .toList();
        Document page =
                page(SampleRun.failing(60).builder().intervals(uncounted).build());
        assertThat(page.select("path.heat")).isEmpty();
        assertThat(page.select("svg.chart.wide path.s-max")).isNotEmpty();
    }

    @Test
    void shouldShowTheWorstMessagesWithWhatOverlapped() {
        List<WorstMessage> worst = List.of(
                new WorstMessage(
                        1_000_000, 1_002_000L, 21_000_000, List.of(new WorstMessage.Overlap("gc", 12_000_000))),
                new WorstMessage(2_000_000, null, 9_000_000, List.of()));
        Document page = page(SampleRun.passing(10).builder().worst(worst).build());
        assertThat(page.select("table.worst tbody tr").eachText())
                .containsExactly(
                        "0.001000 s 20 ms 0.001002 s 0.021000 s collection 12 ms",
                        "0.002000 s 7 ms never never nothing seen");
        assertThat(page(SampleRun.passing(10).builder().worst(null).build()).select("#h-worst"))
                .isEmpty();
    }

    @Test
    void shouldDivideTheBarAsTheCausesAreShared() {
        Element bar = page(FAILED).select("svg.chart.wide:has(rect.cause)").first();
        double all = bar.select("rect.cause[height=30]").stream()
                .mapToDouble(part -> Double.parseDouble(part.attr("width")))
                .sum();
        double queueing =
                Double.parseDouble(bar.selectFirst("rect.c4[height=30]").attr("width"));
        assertThat(all).isBetween(1_065.0, 1_080.0);
        assertThat(queueing / 1_080).isBetween(0.70, 0.71);
        assertThat(bar.select("rect.c3")).as("none was sent late").isEmpty();
        assertThat(page(PASSED).select("rect.cause, #h-causes")).isEmpty();
    }

    @Test
    void shouldMarkWhereTheWarmUpBecameSteady() {
        assertThat(page(PASSED)
                        .select("section[aria-labelledby=h-warmup] svg.wide text")
                        .eachText())
                .contains("Steady from 1 s on, measuring began at 2 s");
        Warmup restless = new Warmup("auto", 1.0, false, List.of(new WarmupWindow(1.0, 5L, 9L, null, false)));
        assertThat(page(SampleRun.passing(10).builder().warmup(restless).build())
                        .select("section[aria-labelledby=h-warmup] svg.wide text")
                        .eachText())
                .contains("Not steady when measuring began at 1 s")
                .doesNotContain("Compilers at work (cores busy)");
        Warmup unseen = new Warmup("fixed", 1.0, null);
        assertThat(page(SampleRun.passing(10).builder().warmup(unseen).build()).select("#h-warmup"))
                .isEmpty();
    }

    @Test
    void shouldShowTheBaselineUnderTheSpectrumAndBesideEachMetric() {
        Document page = page(SampleRun.compared());
        assertThat(page.select("path.s-baseline")).isNotEmpty();
        assertThat(page.select("section[aria-labelledby=h-baseline] tbody tr").eachText())
                .contains(
                        "P50 response worse 2.7 µs 3.24 µs 1.2 1.17 to 1.23 ± 5 %",
                        "P99.9 response not judged – – – – –", "Handled same 110,000/s 110,000/s 1 1 to 1 ± 5 %");
        assertThat(page(PASSED).select("path.s-baseline, #h-baseline")).isEmpty();
    }

    @Test
    void shouldShowLatencyAgainstRateWithTheKneeWhenThereWasASearch() {
        Document page = page(SampleRun.searched());
        Element chart = page.selectFirst("section[aria-labelledby=h-search] svg.wide");
        assertThat(chart.select("line.steady, path.steady")).hasSize(1);
        assertThat(chart.select("path.probe")).hasSize(6);
        assertThat(page.select("section[aria-labelledby=h-search] .lead").text())
                .startsWith("475,683/s is the highest rate");
        assertThat(page.select("table.probes tbody tr").eachText())
                .hasSize(7)
                .contains("565,685/s missed 9 ms 48.5 ms 88 ms 565,685/s 3 s P99 was over its limit of 10 ms");
        Document none = page(SampleRun.passing(10)
                .builder()
                .search(new Search(List.of(), null, null))
                .build());
        assertThat(none.select("section[aria-labelledby=h-search]").text())
                .contains("No rate was confirmed.", "No rate was tried.");
        assertThat(page(PASSED).select("#h-search")).isEmpty();
    }

    @Test
    void shouldDescribeEachChartForThoseWhoDoNotSeeIt() {
        Document page = page(FAILED);
        assertThat(page.select("svg.chart")).hasSize(5 * ChartWidth.values().length);
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

    private static Interval withoutResponses(Interval second) {
        return new Interval(
                second.second(),
                second.sent(),
                second.handled(),
                second.p50Ns(),
                second.p95Ns(),
                second.p99Ns(),
                second.maxNs(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Seconds with everything that may be measured, some hundred kinds of them by turns. */
    private static List<Interval> seconds(int count) {
        List<Interval> kinds = kinds(Math.min(count, 127));
        List<Interval> intervals = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            intervals.add(kinds.get(second % kinds.size()).toBuilder(second).build());
        }
        return intervals;
    }

    private static List<Interval> kinds(int count) {
        List<Interval> intervals = new ArrayList<>();
        for (int second = 0; second < count; second++) {
            Histogram samples = new Histogram(3);
            for (int i = 0; i < 12; i++) {
                samples.recordValueWithCount(200L << (i + (second * 31 + i) % 7), 1 + second * 17L % (1L << i));
            }
            intervals.add(Interval.of(second)
                    .messages(10_000L, 10_000L + second % 7)
                    .offered(10_000L + second % 11)
                    .compilation(second % 13 * 1_000_000L)
                    .batches(samples)
                    .queueDepth(second % 17 * 100L)
                    .taken(second % 19 * 1_000_000L, second % 23 * 1_000_000L, second % 29 * 1_000_000L)
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
                .baseline(new Baseline(
                        HOSTILE,
                        List.of(new BaselineMetric(HOSTILE, 1.0, 1.0, 1.0, 1.0, 1.0, 0.1, MetricVerdict.SAME))))
                .search(new Search(
                        List.of(new SearchProbe(
                                1, VerdictStatus.FAIL, false, null, 1L, null, null, null, List.of(HOSTILE))),
                        null,
                        SearchLimit.SLO))
                .worst(List.of(new WorstMessage(0, 1L, 2, List.of(new WorstMessage.Overlap(HOSTILE, 1)))))
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
