package io.ringswarm.reports.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with a document, in one line for people who do not know how it is read. */
final class JsonFault {
    private static final int MAX_SHOWN = 40;

    /** A key, what stands there, and what was expected, in either of the two forms that messages have. */
    private static final Pattern FAULT =
            Pattern.compile("(?<key>[A-Za-z0-9.]+)=(?<value>.*?)(?:, expected: | \\(expected: )(?<expected>.*)");

    private JsonFault() {}

    /** Of a failure while the document was bound to a report; the document is used to say what stands at the key, and where. */
    static String reason(JsonProcessingException failure, JsonNode document, byte[] bytes) {
        if (failure.getCause() instanceof IllegalArgumentException && failure instanceof JsonMappingException mapping) {
            return refused(mapping, failure.getCause().getMessage(), document, bytes);
        }
        if (failure instanceof MismatchedInputException
                && !((MismatchedInputException) failure).getPath().isEmpty()) {
            return located(mismatch((MismatchedInputException) failure, document), document, bytes);
        }
        return reason(failure);
    }

    /** Puts the line before a fault that begins with the key, as {@code counts.sent=-4, expected: 0 or more}. */
    static String located(String fault, JsonNode document, byte[] bytes) {
        String line = oneLine(fault);
        Matcher parts = FAULT.matcher(line);
        if (!parts.matches() || !document.isObject()) {
            return line;
        }
        return "line " + JsonLines.lineOf(bytes, pointer(parts.group("key"))) + ": " + parts.group("key") + "="
                + parts.group("value") + ", expected: "
                + parts.group("expected").replaceFirst("\\)$", "");
    }

    /** A value that its type has refused: the type knows the key, the mapping which of a list it was in. */
    private static String refused(JsonMappingException failure, String text, JsonNode document, byte[] bytes) {
        String message = oneLine(text);
        Matcher parts = FAULT.matcher(message);
        if (!parts.matches()) {
            return message;
        }
        String key = parts.group("key");
        String last = key.substring(key.lastIndexOf('.') + 1);
        List<String> steps = steps(failure);
        for (int length = steps.size(); length >= 0; length--) {
            String candidate = Stream.concat(steps.subList(0, length).stream(), Stream.of(last))
                    .collect(Collectors.joining("."));
            if (!document.at(pointer(candidate)).isMissingNode()) {
                return located(candidate + message.substring(key.length()), document, bytes);
            }
        }
        return located(message, document, bytes);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    private static JsonPointer pointer(String key) {
        return JsonPointer.compile("/" + key.replace('.', '/'));
    }

    private static List<String> steps(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.toList());
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
        List<String> keys = steps(failure);
        JsonNode found = document.at("/" + String.join("/", keys));
        return String.join(".", keys) + "=" + shortened(found) + ", expected: " + words(failure.getTargetType());
    }

    static String shortened(JsonNode found) {
        String text = found.isMissingNode() ? "missing" : found.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static String words(Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> PublishedJson.MAPPER.valueToTree(value).asText())
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
