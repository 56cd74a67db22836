package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds where in a document something stands. */
final class JsonLines {
    private JsonLines() {}

    /** The line of what a pointer leads to, from 1; where it leads nowhere, of the nearest thing that would hold it. */
    static int lineOf(byte[] document, JsonPointer pointer) {
        for (JsonPointer sought = pointer; sought != null; sought = sought.head()) {
            int line = lineOfExactly(document, sought);
            if (line > 0) {
                return line;
            }
        }
        return 1;
    }

    private static int lineOfExactly(byte[] document, JsonPointer sought) {
        try (JsonParser parser = PublishedJson.MAPPER.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME
                        && parser.getParsingContext().pathAsPointer().equals(sought)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException("document (expected: one that was parsed before)", e);
        }
    }
}
