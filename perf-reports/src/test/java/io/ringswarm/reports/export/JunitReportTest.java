package io.ringswarm.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.RandomRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.VerdictSentence;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JunitReportTest {
    @Test
    void shouldHaveATestForEachObjectiveOneForLossAndOneForTheVerdict() throws Exception {
        ReportTestSuite suite = read(SampleRun.passing(10).report());
        assertThat(suite.getTestCases())
                .extracting(ReportTestCase::getName)
                .containsExactly(
                        "p95<10ms",
                        "p99<10ms",
                        "success>=99.9%",
                        "rate>100000/s",
                        "lost=0",
                        "nothing lost, duplicated or reordered",
                        "verdict");
        assertThat(suite.getTestCases()).allMatch(ReportTestCase::isSuccessful);
        assertThat(suite.getTimeElapsed()).isEqualTo(10);
        assertThat(suite.getTestCases().get(0).getFullClassName()).isEqualTo("ringswarm.default");
    }

    @Test
    void shouldFailTheObjectiveAndTheVerdictWhenALimitIsMissed() throws Exception {
        RunReport failed = SampleRun.failing(60).report();
        ReportTestSuite suite = read(failed);
        Map<String, ReportTestCase> tests = byName(suite);
        assertThat(suite.getNumberOfFailures()).isEqualTo(2);
        assertThat(suite.getNumberOfErrors()).isZero();
        assertThat(tests.get("p95<10ms").isSuccessful()).isTrue();
        assertThat(tests.get("p99<10ms").getFailureMessage()).matches("P99 \\d+ ms: [\\d.]+ times its limit of 10 ms");
        assertThat(tests.get("p99<10ms").getFailureDetail()).endsWith("; first violated in second 20");
        assertThat(tests.get("verdict").getFailureMessage()).isEqualTo(VerdictSentence.of(failed));
        assertThat(tests.get("verdict").getFailureType()).isEqualTo("verdict");
    }

    @Test
    void shouldBeAnErrorAndSkipObjectivesWhenTheMeasurementIsInvalid() throws Exception {
        RunReport invalid = SampleRun.failing(60)
                .builder()
                .verdict(new Verdict(VerdictStatus.INVALID, List.of("the generator was late"), List.of()))
                .build();
        ReportTestSuite suite = read(invalid);
        Map<String, ReportTestCase> tests = byName(suite);
        assertThat(suite.getNumberOfErrors()).isEqualTo(1);
        assertThat(suite.getNumberOfFailures()).isZero();
        assertThat(suite.getNumberOfSkipped()).isEqualTo(5);
        assertThat(tests.get("p99<10ms").hasSkipped()).isTrue();
        assertThat(tests.get("verdict").hasError()).isTrue();
        assertThat(tests.get("verdict").getFailureMessage()).startsWith("Invalid: the generator was late");
    }

    @Test
    void shouldFailWhenTheRunIsSlowerThanItsBaseline() throws Exception {
        BaselineMetric worse = new BaselineMetric("p50", 2700.0, 3240.0, 1.2, 1.17, 1.23, 0.05, MetricVerdict.WORSE);
        BaselineMetric same = new BaselineMetric("p99", 100.0, 100.0, 1.0, 0.99, 1.01, 0.15, MetricVerdict.SAME);
        RunReport slower = SampleRun.passing(10)
                .builder()
                .baseline(new Baseline(List.of("base-1", "base-2"), List.of(worse, same)))
                .verdict(new Verdict(VerdictStatus.PASS, List.of(), List.of("Slower than the baseline: ..."), 4))
                .build();

        ReportTestSuite suite = read(slower);

        assertThat(suite.getNumberOfFailures()).isEqualTo(1);
        assertThat(byName(suite).get("not slower than the baseline")).satisfies(test -> {
            assertThat(test.getFailureType()).isEqualTo("regression");
            assertThat(test.getFailureMessage()).startsWith("P50 is ").doesNotContain("P99");
            assertThat(test.getFailureDetail()).endsWith("compared with base-1, base-2");
        });
        RunReport alike = slower.toBuilder()
                .baseline(new Baseline("base-1", List.of(same)))
                .verdict(new Verdict(VerdictStatus.PASS, List.of(), List.of()))
                .build();
        assertThat(byName(read(alike)).get("not slower than the baseline").isSuccessful())
                .isTrue();
    }

    @Test
    void shouldBeAnErrorWhenTheRunCouldNotBeComparedWithItsBaseline() throws Exception {
        RunReport notCompared = SampleRun.passing(10)
                .builder()
                .verdict(new Verdict(
                        VerdictStatus.PASS, List.of(), List.of("Not compared with the baseline: another machine."), 2))
                .build();

        ReportTestSuite suite = read(notCompared);

        assertThat(suite.getNumberOfErrors()).isEqualTo(1);
        assertThat(byName(suite).get("verdict").getFailureMessage())
                .isEqualTo("Not compared with the baseline: another machine.");
    }

    @Test
    void shouldNameWhatWasLostWhenMessagesAreMissing() throws Exception {
        RunReport lossy = SampleRun.passing(10)
                .builder()
                .counts(new Counts(1000L, 1000, 990, 2L, 3L, 0, 0, 0, 0, 0, 0L))
                .build();
        assertThat(byName(read(lossy))
                        .get("nothing lost, duplicated or reordered")
                        .getFailureMessage())
                .isEqualTo("10 lost, 2 duplicated, 3 out of order of 1,000 sent");
    }

    @Test
    void shouldFailWhenTasksDidNotEndOnce() throws Exception {
        String name = "each task ended exactly once";
        assertThat(byName(read(SampleTasks.failing())).get(name).isSuccessful()).isTrue();
        assertThat(byName(read(SampleTasks.broken())).get(name).getFailureMessage())
                .isEqualTo("Of 5 tasks submitted 1 did not end.");
        assertThat(byName(read(SampleRun.passing(3).report()))).doesNotContainKey(name);
    }

    @Test
    void shouldBeValidWhateverTheRunIs() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            assertValid("seed " + (seed + i), new RandomRun(seed + i).report());
        }
        assertValid("sparse", SampleRun.sparse());
        assertValid("saturated", SampleRun.saturated());
        assertValid("spawning", SampleRun.spawning());
        assertValid("tasks", SampleTasks.failing());
        assertValid("hostile", HostileRun.report());
        assertThat(byName(read(HostileRun.report())).get("verdict").getFailureMessage())
                .contains("(\"x\"),a\\\"b}]]> <script>&amp;", "🚀");
    }

    private static void assertValid(String name, RunReport report) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = factory.newSchema(JunitReportTest.class.getResource("/junit.xsd"));
        String xml = JunitReport.render(report);
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
        ReportTestSuite suite = read(report);
        assertThat(suite.getNumberOfTests())
                .as(name)
                .isEqualTo(suite.getTestCases().size())
                .isEqualTo(report.slo().size() + (report.tasks() == null ? 2 : 3));
        assertThat(suite.getTestCases().stream().filter(ReportTestCase::hasFailure))
                .as(name)
                .hasSize(suite.getNumberOfFailures());
    }

    private static ReportTestSuite read(RunReport report) throws Exception {
        byte[] xml = JunitReport.render(report).getBytes(StandardCharsets.UTF_8);
        try (InputStreamReader in = new InputStreamReader(new ByteArrayInputStream(xml), StandardCharsets.UTF_8)) {
            return new TestSuiteXmlParser(new NullConsoleLogger()).parse(in).get(0);
        }
    }

    private static Map<String, ReportTestCase> byName(ReportTestSuite suite) {
        return suite.getTestCases().stream().collect(Collectors.toMap(ReportTestCase::getName, Function.identity()));
    }
}
