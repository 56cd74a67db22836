package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringswarm.reports.SampleDiff;
import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.UnusableRunException;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DiffJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DiffJson.schema());
    private static final String EVERY_VERDICT =
            DiffJson.write(SampleDiff.everyVerdict().report());

    @Test
    void shouldBeValidByItsSchemaWhateverTheVerdicts() throws UnusableRunException {
        assertValid(SampleDiff.everyVerdict().report());
        assertValid(SampleDiff.unclear().report());
        assertValid(SampleDiff.alike().report());
    }

    @Test
    void shouldBeRefusedByItsSchemaWhenBroken() throws IOException {
        assertRefused(document -> document.put("schemaVersion", 2));
        assertRefused(document -> document.put("verdict", "noise"));
        assertRefused(document -> document.remove("new"));
        assertRefused(document -> ((ObjectNode) document.get("base")).putArray("runIds"));
        assertRefused(document -> ((ObjectNode) document.get("noise")).put("source", "guessed"));
        assertRefused(document -> ((ObjectNode) document.at("/metrics/0")).put("metric", "p42"));
        assertRefused(document -> ((ObjectNode) document.at("/metrics/0")).remove("band"));
    }

    @Test
    void shouldKeepTheOrderOfKeysThatIsPublished() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(EVERY_VERDICT);

        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "schemaVersion",
                        "verdict",
                        "base",
                        "new",
                        "noise",
                        "seed",
                        "resamples",
                        "familyError",
                        "scenario",
                        "ignored",
                        "metrics");
        assertThat(document.at("/metrics/0/new").doubleValue()).isEqualTo(3240.0);
    }

    private static void assertValid(DiffReport report) {
        assertThat(SCHEMA.validate(DiffJson.write(report), InputFormat.JSON)).isEmpty();
    }

    private static void assertRefused(Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(EVERY_VERDICT);
        change.accept(document);
        assertThat(SCHEMA.validate(document.toString(), InputFormat.JSON)).isNotEmpty();
    }
}
