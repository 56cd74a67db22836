package io.ringswarm.reports.export;

import io.ringswarm.reports.diff.DiffWords;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.Legible;
import io.ringswarm.reports.words.Objective;
import io.ringswarm.reports.words.Quantity;
import io.ringswarm.reports.words.TaskWords;
import io.ringswarm.reports.words.VerdictSentence;
import java.io.ByteArrayOutputStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a run as a suite of tests in the form that Surefire writes and build servers read. A test for each objective, one
 * that nothing was lost, one that each task ended exactly once where there are tasks, one that it is not slower than its baseline where there is one, and one for the verdict. A test fails for what the engine did and is an error where the measurement was at fault;
 * the objectives of an invalid run are skipped, as their values say nothing.
 */
public final class JunitReport {
    private static final String ENCODING = StandardCharsets.UTF_8.name();
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
    private static final int TIME_DIGITS = 3;

    /** What a test came to. */
    private enum Outcome {
        PASSED(null),
        FAILED("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Outcome(String element) {
            this.element = element;
        }
    }

    private record Test(String name, Outcome outcome, String type, String message, String text) {
        static Test passed(String name) {
            return new Test(name, Outcome.PASSED, null, null, null);
        }
    }

    private final RunReport report;
    private final XMLStreamWriter xml;

    private JunitReport(RunReport report, XMLStreamWriter xml) {
        this.report = report;
        this.xml = xml;
    }

    /**
     * Writes a run.
     *
     * @param report the run
     * @return XML in UTF-8 that ends with a line break; the same report gives the same text
     */
    public static String render(RunReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, ENCODING);
            new JunitReport(report, xml).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("runId=" + report.runId() + " (expected: a report that can be written)", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void write() throws XMLStreamException {
        List<Test> tests = tests();
        xml.writeStartDocument(ENCODING, "1.0");
        line(0);
        xml.writeStartElement("testsuite");
        attribute("name", suiteName());
        attribute("time", seconds());
        attribute("tests", String.valueOf(tests.size()));
        attribute("errors", count(tests, Outcome.ERROR));
        attribute("skipped", count(tests, Outcome.SKIPPED));
        attribute("failures", count(tests, Outcome.FAILED));
        properties();
        for (Test test : tests) {
            write(test);
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.writeCharacters("\n");
        xml.flush();
    }

    private void properties() throws XMLStreamException {
        line(1);
        xml.writeStartElement("properties");
        property("runId", report.runId());
        property("startedAt", UTC.format(report.startedAt().withOffsetSameInstant(ZoneOffset.UTC)));
        if (report.git() != null) {
            property("commit", report.git().commit());
        }
        property("command", report.command());
        line(1);
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        line(2);
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void write(Test test) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testcase");
        attribute("name", test.name());
        attribute("classname", suiteName());
        attribute("time", "0");
        if (test.outcome() != Outcome.PASSED) {
            line(2);
            xml.writeStartElement(test.outcome().element);
            attribute("message", test.message());
            if (test.type() != null) {
                attribute("type", test.type());
            }
            xml.writeCharacters(Legible.of(test.text()));
            xml.writeEndElement();
            line(1);
        }
        xml.writeEndElement();
    }

    private List<Test> tests() {
        List<Test> tests = new ArrayList<>();
        report.slo().forEach(slo -> tests.add(objective(slo)));
        tests.add(nothingLost(report.counts()));
        if (report.tasks() != null) {
            tests.add(eachTaskEndedOnce(report.tasks()));
        }
        if (report.baseline() != null) {
            tests.add(baseline(report.baseline()));
        }
        tests.add(verdict());
        return tests;
    }

    private Test objective(SloResult slo) {
        Objective objective = new Objective(slo);
        String name = ObjectiveText.of(slo);
        String said =
                objective.metric() + " " + objective.value() + (slo.value() == null ? ", " : ": ") + objective.clause();
        if (report.verdict().status() == VerdictStatus.INVALID) {
            return new Test(name, Outcome.SKIPPED, null, "not judged: the measurement is invalid", said);
        }
        if (slo.pass() == null) {
            return new Test(name, Outcome.SKIPPED, null, "not judged", said);
        }
        if (slo.pass()) {
            return Test.passed(name);
        }
        String first =
                slo.firstViolationSecond() == null ? "" : "; first violated in second " + slo.firstViolationSecond();
        return new Test(name, Outcome.FAILED, "objective", said, said + first);
    }

    private Test nothingLost(Counts counts) {
        String name = "nothing lost, duplicated or reordered";
        List<String> faults = new ArrayList<>();
        if (counts.lost() > 0) {
            faults.add(Quantity.count(counts.lost()) + " lost");
        }
        if (counts.lost() < 0) {
            faults.add(Quantity.count(-counts.lost()) + " more came out than went in");
        }
        if (counts.duplicate() != null && counts.duplicate() > 0) {
            faults.add(Quantity.count(counts.duplicate()) + " duplicated");
        }
        if (counts.outOfOrder() != null && counts.outOfOrder() > 0) {
            faults.add(Quantity.count(counts.outOfOrder()) + " out of order");
        }
        if (faults.isEmpty()) {
            return Test.passed(name);
        }
        String said = String.join(", ", faults) + " of " + Quantity.count(counts.sent()) + " sent";
        return new Test(name, Outcome.FAILED, "accounting", said, said);
    }

    private static Test eachTaskEndedOnce(Tasks tasks) {
        String name = "each task ended exactly once";
        String said = TaskWords.ends(tasks);
        return tasks.eachEndedOnce() ? Test.passed(name) : new Test(name, Outcome.FAILED, "accounting", said, said);
    }

    private static Test baseline(Baseline baseline) {
        String name = "not slower than the baseline";
        if (!baseline.isWorse()) {
            return Test.passed(name);
        }
        List<String> changes = baseline.metrics().stream()
                .filter(metric -> metric.verdict() == MetricVerdict.WORSE)
                .map(metric -> metric.ratio() == null ? metric.metric() + " is worse" : DiffWords.change(metric))
                .toList();
        String runs = "compared with " + String.join(", ", baseline.runIds());
        return new Test(
                name,
                Outcome.FAILED,
                "regression",
                String.join("; ", changes),
                String.join("\n", changes) + "\n" + runs);
    }

    /** Beside a run that passes, only a regression and a baseline that could not be compared with it change the exit code. */
    private Test verdict() {
        String name = "verdict";
        VerdictStatus status = report.verdict().status();
        int exitCode = report.verdict().exitCode();
        if (status == VerdictStatus.PASS && exitCode != ExitCode.OK && exitCode != ExitCode.WORSE) {
            List<String> warnings = report.verdict().warnings();
            String why = warnings.isEmpty() ? "exit code " + exitCode : warnings.get(0);
            return new Test(name, Outcome.ERROR, "comparison", why, why);
        }
        if (status == VerdictStatus.PASS) {
            return Test.passed(name);
        }
        String sentence = VerdictSentence.of(report);
        List<String> lines = new ArrayList<>(List.of(sentence));
        lines.addAll(report.verdict().reasons());
        return new Test(
                name,
                status == VerdictStatus.FAIL ? Outcome.FAILED : Outcome.ERROR,
                status == VerdictStatus.FAIL ? "verdict" : "measurement",
                sentence,
                String.join("\n", lines));
    }

    private String suiteName() {
        return "ringswarm." + report.scenario().name();
    }

    private String seconds() {
        Double seconds = report.scenario().durationSeconds();
        return seconds == null
                ? "0"
                : Decimals.exact(seconds)
                        .setScale(TIME_DIGITS, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private static String count(List<Test> tests, Outcome outcome) {
        return String.valueOf(
                tests.stream().filter(test -> test.outcome() == outcome).count());
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Legible.of(value).replaceAll("\\s", " "));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
