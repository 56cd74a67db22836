package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import picocli.CommandLine.Parameters;

/** The scenario that a command runs. */
final class ScenarioChoice {
    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = ScenarioSource.DEFAULT_NAME,
            completionCandidates = BuiltInScenarios.class,
            description = "a built-in scenario or a YAML file (default: default)")
    private String scenario;

    /**
     * The scenario as it is written.
     *
     * @param console says which folder is the current one
     * @throws InvalidInputException when there is none of that name
     */
    ScenarioSource source(Console console) {
        return ScenarioSource.find(scenario, console.currentFolder());
    }

    /**
     * What is to be run: the scenario with what environment and flags change in it.
     *
     * @param console has the environment
     * @param flags of the command line
     * @throws InvalidInputException when something in it cannot be used
     */
    ScenarioConfig config(Console console, Settings flags) {
        return ScenarioResolver.resolve(source(console), console.environment(), flags, console.currentFolder());
    }
}
