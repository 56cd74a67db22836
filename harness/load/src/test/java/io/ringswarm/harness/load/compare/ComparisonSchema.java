package io.ringswarm.harness.load.compare;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringswarm.reports.files.ComparisonJson;
import java.util.List;

/** The published schema of {@code compare.json}, to test documents by. */
public final class ComparisonSchema {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ComparisonJson.schema());

    private ComparisonSchema() {}

    /** What is wrong with a document; nothing when it is valid. */
    public static List<Error> faults(String document) {
        return SCHEMA.validate(document, InputFormat.JSON);
    }
}
