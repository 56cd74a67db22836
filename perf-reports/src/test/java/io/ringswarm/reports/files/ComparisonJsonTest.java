package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.Noise;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Spread;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComparisonJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ComparisonJson.schema());
    private static final SystemFigures SYSTEM =
            new SystemFigures("ringswarm-fixed", "0.1", new Spread(13.1e6, 19.6e6, 21.5e6), 1_920, 221_000, 0.5, 0);
    private static final RatioFigures FULL_RATIO = new RatioFigures(
            "ringswarm-fixed",
            "ringswarm-fixed-baseline",
            "handledPerSecond",
            true,
            0.8,
            0.7,
            0.9,
            6,
            2,
            new Noise(0.95, 1.05),
            true);
    private static final RatioFigures EMPTY_RATIO =
            new RatioFigures("ringswarm-fixed", "pekko", "p50Ns", false, null, null, null, 0, 12, null, null);

    @Test
    void shouldBeValidByItsSchemaWhenEverythingOrNothingWasMeasured() {
        assertThat(faults(ComparisonJson.write(full()))).isEmpty();
        assertThat(faults(ComparisonJson.write(new ComparisonReport(1, -7, List.of(), null))))
                .isEmpty();
    }

    @Test
    void shouldBeRefusedByItsSchemaWhenBroken() throws IOException {
        assertRefused(document -> document.put("schemaVersion", 2));
        assertRefused(document -> document.put("seed", "7"));
        assertRefused(document -> document.remove("workloads"));
        assertRefused(document -> at(document, "/env").put("jvmFlags", "-Xmx1g"));
        assertRefused(document -> at(document, "/workloads/0").remove("codec"));
        assertRefused(document -> at(document, "/workloads/0").put("agents", 0));
        assertRefused(document -> at(document, "/workloads/0").putArray("systems"));
        assertRefused(document -> at(document, "/workloads/0/systems/0").putNull("lost"));
        assertRefused(document -> at(document, "/workloads/0/systems/0").put("p50Ns", 1.5));
        assertRefused(document ->
                at(document, "/workloads/0/systems/0/handledPerSecond").put("median", Double.NaN));
        assertRefused(document -> at(document, "/workloads/0/ratios/0").remove("worse"));
        assertRefused(document -> at(document, "/workloads/0/ratios/0").put("median", -1));
        assertRefused(document -> at(document, "/workloads/0/ratios/0/noise").put("high", 0.9));
    }

    @Test
    void shouldAcceptKeysItDoesNotKnow() throws IOException {
        ObjectNode document = document();
        document.put("added", "later");
        at(document, "/workloads/0/systems/0").put("added", "later");
        assertThat(faults(document.toString())).isEmpty();
    }

    @Test
    void shouldRequireEveryKeyInTheOrderThatIsPublished() throws IOException {
        JsonNode schema = JSON.readTree(ComparisonJson.schema());
        JsonNode document = document();

        assertDescribed(schema, document);
        assertDescribed(schema.at("/properties/env"), document.at("/env"));
        assertDescribed(schema.at("/$defs/workload"), document.at("/workloads/0"));
        assertDescribed(schema.at("/$defs/system"), document.at("/workloads/0/systems/0"));
        assertDescribed(schema.at("/$defs/spread"), document.at("/workloads/0/systems/0/handledPerSecond"));
        assertDescribed(schema.at("/$defs/ratio"), document.at("/workloads/0/ratios/0"));
        assertDescribed(schema.at("/$defs/ratio/properties/noise"), document.at("/workloads/0/ratios/0/noise"));
    }

    @Test
    void shouldDescribeTheMachineAsReportsDo() throws IOException {
        assertThat(JSON.readTree(ComparisonJson.schema()).at("/properties/env"))
                .isEqualTo(JSON.readTree(ReportJson.schema()).at("/properties/env"));
    }

    @Test
    void shouldEndWithALineBreakAndKeepWhatItWrote() throws IOException {
        String text = ComparisonJson.write(full());

        assertThat(text).endsWith("}\n").doesNotContain("\r");
        assertThat(JSON.readValue(text, ComparisonReport.class)).isEqualTo(full());
    }

    private static ComparisonReport full() {
        Workload workload = new Workload(
                "one-way",
                "one sender",
                "fixed, wire",
                64,
                100,
                List.of(SYSTEM, SYSTEM),
                List.of(FULL_RATIO, EMPTY_RATIO));
        return new ComparisonReport(
                1, 7, List.of(workload), SampleRun.passing(3).report().env());
    }

    private static void assertDescribed(JsonNode schema, JsonNode value) {
        List<String> required = new ArrayList<>();
        schema.get("required").forEach(key -> required.add(key.textValue()));
        assertThat(keys(value))
                .isNotEmpty()
                .containsExactlyElementsOf(keys(schema.get("properties")))
                .containsExactlyElementsOf(required);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static void assertRefused(Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = document();
        change.accept(document);
        assertThat(faults(document.toString())).isNotEmpty();
    }

    private static ObjectNode document() throws IOException {
        return (ObjectNode) JSON.readTree(ComparisonJson.write(full()));
    }

    private static ObjectNode at(ObjectNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    private static List<Error> faults(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }
}
