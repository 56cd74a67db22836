package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScenariosCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldListEveryScenarioAsJsonWhenAsked() throws IOException {
        for (String[] typed : new String[][] {{"scenarios", "list", "--json"}, {"scenarios", "--json"}}) {
            assertThat(console.run(false, typed)).as(console.err()).isZero();
            JsonNode list = JSON.readTree(console.out());
            assertThat(list.findValuesAsText("name")).isEqualTo(ScenarioSource.builtInNames());
            assertThat(list.findValuesAsText("description")).hasSameSizeAs(list).noneMatch(String::isBlank);
            assertThat(console.err()).isEmpty();
        }
    }

    @Test
    void shouldBeginDescriptionsInOneColumn() {
        assertThat(console.run(false, "scenarios")).isZero();

        List<String> lines = console.out().lines().toList();
        int column = lines.get(0).indexOf("100 agents");
        assertThat(lines)
                .hasSameSizeAs(ScenarioSource.builtInNames())
                .allSatisfy(line ->
                        assertThat(line.substring(column - 2, column)).as(line).isBlank());
        assertThat(lines).allSatisfy(line -> assertThat(line.charAt(column)).isNotEqualTo(' '));
    }

    @Test
    void shouldShowEveryScenarioAsJsonWhenAsked() throws IOException {
        for (String name : ScenarioSource.builtInNames()) {
            assertThat(console.run(false, "scenarios", "show", name, "--json")).isZero();
            assertThat(JSON.readTree(console.out()).path("description").asText())
                    .isEqualTo(ScenarioSource.find(name, folder).description());
        }
    }

    @Test
    void shouldSayThatAFileIsValidAsJsonWhenAsked() throws IOException {
        console.run(false, "scenarios", "show", "default");
        Files.writeString(folder.resolve("mine.yaml"), console.out());
        assertThat(console.run(false, "scenarios", "validate", "mine.yaml", "--json"))
                .isZero();
        JsonNode said = JSON.readTree(console.out());
        assertThat(said.path("valid").booleanValue()).isTrue();
        assertThat(said.path("file").asText()).isEqualTo("mine.yaml");
        assertThat(said.path("agents").asInt()).isEqualTo(100);
        assertThat(said.path("objectives").asInt()).isEqualTo(5);
        assertThat(console.err()).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongAsJsonAndInWordsWhenAFileIsNotValid() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "agents: 10\nrat: 5k\n");
        assertThat(console.run(false, "scenarios", "validate", "mine.yaml", "--json"))
                .isEqualTo(ExitCode.USAGE);
        JsonNode said = JSON.readTree(console.out());
        assertThat(said.path("valid").booleanValue()).isFalse();
        assertThat(said.path("fault").asText()).startsWith("mine.yaml:2: rat=5k (expected: a key of a scenario");
        assertThat(console.err().strip())
                .isEqualTo("ringswarm: " + said.path("fault").asText());
        assertThat(console.run(false, "scenarios", "validate", "mine.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
    }
}
