package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.ScenarioSource;
import java.util.Iterator;

/** The built-in scenarios' names, for a shell to complete. Made by picocli. */
final class BuiltInScenarios implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return ScenarioSource.builtInNames().iterator();
    }
}
