package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.ringswarm.reports.run.VerdictStatus;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a document, in one line for people who do not know how it is read. */
final class JsonFault {
    private static final int MAX_SHOWN = 40;

    private JsonFault() {}

    /** Of a failure while the document was bound to a report; the document is used to say what stands at the key. */
    static String reason(JsonProcessingException failure, JsonNode document) {
        if (failure.getCause() instanceof IllegalArgumentException) {
            return failure.getCause().getMessage();
        }
        if (failure instanceof MismatchedInputException
                && !((MismatchedInputException) failure).getPath().isEmpty()) {
            return mismatch((MismatchedInputException) failure, document);
        }
        return reason(failure);
    }

    /** Of a failure while the document was parsed. */
    static String reason(JsonProcessingException failure) {
        if (failure instanceof MismatchedInputException) {
            return "expected: one JSON object and nothing after it";
        }
        String message = failure.getOriginalMessage().lines().findFirst().orElse("not JSON");
        JsonLocation at = failure.getLocation();
        return at == null ? message : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + message;
    }

    private static String mismatch(MismatchedInputException failure, JsonNode document) {
        List<String> keys = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.toList());
        JsonNode found = document.at("/" + String.join("/", keys));
        return String.join(".", keys) + "=" + shortened(found) + ", expected: " + words(failure.getTargetType());
    }

    private static String shortened(JsonNode found) {
        String text = found.isMissingNode() ? "missing" : found.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static String words(Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type == VerdictStatus.class) {
            return Arrays.stream(VerdictStatus.values())
                    .map(VerdictStatus::jsonName)
                    .collect(Collectors.joining(", "));
        }
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == OffsetDateTime.class) {
            return "a date and time with offset";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
