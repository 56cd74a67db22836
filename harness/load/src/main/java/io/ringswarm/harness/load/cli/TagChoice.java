package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The labels that a command's report carries. */
final class TagChoice {
    @Option(names = "--tag", paramLabel = "K=V", description = "a label for the report; repeatable")
    private List<String> tags = new ArrayList<>();

    /**
     * The labels in the order given; the last of a name counts.
     *
     * @throws InvalidInputException when one is not {@code name=value}
     */
    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            if (equals < 1) {
                throw InvalidInputException.of("--tag", tag, "name=value");
            }
            map.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return map;
    }
}
