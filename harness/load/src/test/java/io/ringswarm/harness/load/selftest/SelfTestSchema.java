package io.ringswarm.harness.load.selftest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The published schema of what {@code selftest --json} prints, to test documents by. */
public final class SelfTestSchema {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SelfTestWords.schema());

    private SelfTestSchema() {}

    /** What is wrong with a document; nothing when it is valid. */
    public static List<Error> faults(String document) {
        return SCHEMA.validate(document, InputFormat.JSON);
    }
}
