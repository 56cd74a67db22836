package io.ringswarm.harness.load.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SelfTestSchemaTest {
    /** Every kind of stall, every unit, every outcome, and what may be missing. */
    private static String document() {
        Checks disturbed = new Checks(StallKind.JVM, "a neighbour");
        disturbed.within("response max", Check.Unit.NS, 10, 20, 15L);
        disturbed.within("response max", Check.Unit.NS, 10, 20, 21L);
        disturbed.within("response max", Check.Unit.NS, 10, 20, null);
        disturbed.exactly("samples", 10, 11);
        disturbed.notJudged("stall", "it did not come");
        List<Check> checks = new ArrayList<>(ArithmeticChecks.all());
        checks.addAll(disturbed.all());
        List<SelfTestRun> runs = Arrays.stream(StallKind.values())
                .map(kind -> new SelfTestRun(kind, 5, 7, 1, kind == StallKind.JVM ? "a neighbour" : null, List.of()))
                .toList();
        return SelfTestWords.json(new SelfTestReport(SelfTestReport.SCHEMA_VERSION, "test", runs, checks));
    }

    @Test
    void shouldDescribeEveryDocumentWhenItIsWritten() {
        assertThat(SelfTestSchema.faults(document())).isEmpty();
        assertThat(SelfTestSchema.faults(SelfTestWords.json(
                        new SelfTestReport(SelfTestReport.SCHEMA_VERSION, "test", List.of(), ArithmeticChecks.all()))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"schemaVersion\" : 1', '\"schemaVersion\" : 2'",
        "'\"outcome\" : \"not judged\"', '\"outcome\" : \"unknown\"'",
        "'\"stall\" : \"jvm\"', '\"stall\" : \"disk\"'",
        "'\"unit\" : \"count\"', '\"unit\" : \"bytes\"'",
        "'\"recorded\" : 21', '\"recorded\" : \"21\"'",
        "'\"attempts\"', '\"tries\"'"
    })
    void shouldRefuseADocumentWhenItSaysSomethingElse(String written, String changed) {
        String document = document();

        assertThat(document).contains(written);
        assertThat(SelfTestSchema.faults(document.replace(written, changed))).isNotEmpty();
    }
}
