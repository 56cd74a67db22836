package io.ringswarm.harness.load.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a scenario's YAML into settings, each of which knows its line. Confined to one call. */
final class ScenarioFile {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String ARRIVAL = "arrival";
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(NAME, DESCRIPTION),
                    Arrays.stream(ScenarioOption.values()).map(ScenarioOption::key))
            .toList();

    private final String shownAs;
    private final Layer layer;
    private final JsonParser parser;
    private final Settings settings;
    private final Set<String> seen = new HashSet<>();
    private String name;
    private String description = "";

    private ScenarioFile(String shownAs, Layer layer, JsonParser parser, Settings settings) {
        this.shownAs = shownAs;
        this.layer = layer;
        this.parser = parser;
        this.settings = settings;
    }

    /** What a file says of itself. Each is null or empty when it says nothing. */
    record Header(String name, String description) {}

    /**
     * Reads a scenario.
     *
     * @param yaml the text
     * @param shownAs the file's name in messages
     * @param layer its rank
     * @param settings takes what it sets
     */
    static Header read(String yaml, String shownAs, Layer layer, Settings settings) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            ScenarioFile file = new ScenarioFile(shownAs, layer, parser, settings);
            file.readDocument();
            return new Header(file.name, file.description);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new InvalidInputException(shownAs + ":" + line + ": " + reason + " (expected: YAML)");
        } catch (IOException e) {
            throw new InvalidInputException(shownAs + ": " + e.getMessage() + " (expected: a readable file)");
        }
    }

    private void readDocument() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidInputException(
                    at() + "the file holds no keys (expected: key: value lines, " + keys() + ")");
        }
        readKeys("");
        if (parser.nextToken() != null) {
            throw new InvalidInputException(at() + "a second document (expected: one scenario in a file)");
        }
    }

    private void readKeys(String parent) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parent + parser.currentName();
            String where = at() + key;
            if (!seen.add(key)) {
                throw new InvalidInputException(where + " stands twice (expected: once)");
            }
            JsonToken value = parser.nextToken();
            if (key.equals(ARRIVAL) && value == JsonToken.START_OBJECT) {
                readKeys(ARRIVAL + ".");
            } else {
                readValue(key, where, value);
            }
        }
    }

    private void readValue(String key, String where, JsonToken value) throws IOException {
        if (key.equals(NAME)) {
            name = scalar(where, value);
        } else if (key.equals(DESCRIPTION)) {
            description = scalar(where, value);
        } else {
            ScenarioOption option = option(key, where, value);
            if (option.repeatable() && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    settings.add(option, new Setting(scalar(where, parser.currentToken()), layer, at() + key));
                }
            } else {
                settings.add(option, new Setting(scalar(where, value), layer, where));
            }
        }
    }

    private ScenarioOption option(String key, String where, JsonToken value) throws IOException {
        for (ScenarioOption option : ScenarioOption.values()) {
            if (option.key().equals(key)) {
                return option;
            }
        }
        String shown = value.isScalarValue() ? parser.getText() : value == JsonToken.START_ARRAY ? "[...]" : "{...}";
        String suggestion = suggestion(key);
        throw InvalidInputException.of(
                where, shown, "a key of a scenario" + (suggestion.isEmpty() ? ", one of " + keys() : suggestion));
    }

    private String scalar(String where, JsonToken value) throws IOException {
        if (value == null || !value.isScalarValue() || value == JsonToken.VALUE_NULL) {
            String shown = value == JsonToken.START_OBJECT ? "{...}" : value == JsonToken.START_ARRAY ? "[...]" : "";
            throw InvalidInputException.of(where, shown, "one value");
        }
        return parser.getText();
    }

    /** A flag's name is a good guess at its key; else the nearest key. */
    private static String suggestion(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        for (ScenarioOption option : ScenarioOption.values()) {
            if (option.flagName().equalsIgnoreCase(last.replace('_', '-'))) {
                return "; did you mean " + option.key() + "?";
            }
        }
        return NearestName.hint(key, KEYS);
    }

    private static String keys() {
        return KEYS.stream().collect(Collectors.joining(", "));
    }

    private String at() {
        return shownAs + ":" + parser.currentTokenLocation().getLineNr() + ": ";
    }
}
