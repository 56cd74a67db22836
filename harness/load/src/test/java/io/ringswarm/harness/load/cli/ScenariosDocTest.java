package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/scenarios.md}, and what {@code scenarios validate} says it understood. */
@Timeout(30)
class ScenariosDocTest {
    private static final Path DOC = Path.of("..", "..", "docs", "scenarios.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ScenarioOption.class)
    void shouldStandInTheExampleWithItsKeyAndFlagWhenItIsAnOption(ScenarioOption option) throws IOException {
        String key = option.key().substring(option.key().indexOf('.') + 1);
        String indent = option.key().contains(".") ? "  " : "";

        assertThat(blocks().get(0).lines())
                .as("%s and %s in one line", option.key(), option.flag())
                .anyMatch(line -> line.matches(indent + "(# )?" + key + ":.*") && hasWord(line, option.flag()));
        if (option.shortFlag() != null) {
            assertThat(blocks().get(0)).contains(option.flag() + ", " + option.shortFlag() + " ");
        }
        for (String choice : option.choices()) {
            assertThat(blocks().get(0)).contains(choice);
        }
    }

    private static boolean hasWord(String line, String flag) {
        return Pattern.compile("(?<![\\w-])" + flag + "(?![\\w-])")
                .matcher(line)
                .find();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldBeValidWhenItIsAnExample(String yaml) throws IOException {
        Files.writeString(folder.resolve("example.yaml"), yaml);
        CapturedConsole console = new CapturedConsole(folder, Map.of());

        assertThat(console.run(false, "scenarios", "validate", "example.yaml"))
                .as(console.err())
                .isZero();
        assertThat(console.out()).startsWith("example.yaml is valid: example, ");
    }

    /** What each commented line stands for, in a scenario where it means something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "askTimeoutNs: 10s|workload: ask",
                "hops: 4|workload: feedback",
                "fanOut: 3|workload: feedback",
                "  burstSize: 100|arrival:\n  type: burst",
                "  burstEveryNs: 1ms|arrival:\n  type: burst",
                "  fromRatePerSecond: 0|arrival:\n  type: ramp\n  toRatePerSecond: 5",
                "  toRatePerSecond: 500k|arrival:\n  type: ramp",
                "  stepRatesPerSecond: [10k, 50k, 0]|arrival:\n  type: step",
                "  trace: requests.csv|arrival:\n  type: trace",
                "  speedup: 60|arrival:\n  type: trace",
                "  tokenGapNs: 20ms|arrival:\n  type: trace",
                "  - critical.p99 < 10 ms|workload: priority\nslo:",
                "workers: 5|workload: work\narrival:\n  ratePerSecond: max",
                "tasks: 20|workload: work\narrival:\n  ratePerSecond: max",
                "tasksAtOnce: 1|workload: work\narrival:\n  ratePerSecond: max",
                "strategy: power-of-two|workload: work\narrival:\n  ratePerSecond: max",
                "meanTaskNs: 50ms|workload: work\narrival:\n  ratePerSecond: max",
                "taskSigma: 0.5|workload: work\narrival:\n  ratePerSecond: max",
                "estimateError: 0.2|workload: work\narrival:\n  ratePerSecond: max",
                "meanGapNs: 0|workload: work\narrival:\n  ratePerSecond: max",
                "timeLimitNs: 10s|workload: work\narrival:\n  ratePerSecond: max",
                "idempotentShare: 0|workload: work\narrival:\n  ratePerSecond: max",
                "retries: 3|workload: work\narrival:\n  ratePerSecond: max",
                "retryAfterNs: 500ms|workload: work\narrival:\n  ratePerSecond: max",
                "throwShare: 0|workload: work\narrival:\n  ratePerSecond: max",
                "neverAnswerShare: 0|workload: work\narrival:\n  ratePerSecond: max",
                "killEveryNs: 0|workload: work\narrival:\n  ratePerSecond: max",
                "evacuateEveryNs: 0|workload: work\narrival:\n  ratePerSecond: max",
                "slowdown: 1|workload: work\narrival:\n  ratePerSecond: max",
                "keys: 0|workload: work\narrival:\n  ratePerSecond: max",
                "keySkew: 0|workload: work\narrival:\n  ratePerSecond: max",
                "cacheTtlNs: 5min|workload: work\narrival:\n  ratePerSecond: max",
                "  - efficiency >= 0.95|workload: work\narrival:\n  ratePerSecond: max\nslo:",
                "  - spawnAll < 150 ms|workload: spawn\narrival:\n  ratePerSecond: max\nslo:"
            })
    void shouldBeValidWhenALineThatIsCommentedOutIsUsedWhereItBelongs(String lineAndScenario) throws IOException {
        String line = lineAndScenario.substring(0, lineAndScenario.indexOf('|'));
        String commented = line.replaceFirst("(?=[^ ])", "# ");

        assertThat(blocks().get(0).lines()).anyMatch(shown -> shown.startsWith(commented));
        assertThat(resolve(lineAndScenario.substring(line.length() + 1) + "\n" + line + "\n"))
                .isNotNull();
    }

    @Test
    void shouldHaveTheDefaultsWhereTheExampleDoesNotSayOtherwise() throws IOException {
        ScenarioConfig example = resolve(blocks().get(0));
        ScenarioConfig standard = resolve("name: example\nslo: []\n");

        assertThat(UnderstoodScenario.of(example, true).stream().limit(16))
                .containsExactlyElementsOf(
                        UnderstoodScenario.of(standard, true).stream().limit(16).toList());
        assertThat(example.arrival().shape().seed()).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agents: 7\nworkNs: 1500ns\nwarmupSeconds: 0.25\nslo: [p99<1ms, lost=0]\n",
                "workload: feedback\nhops: 2\npin: true\n",
                "workload: ask\naskTimeoutNs: 1500us\narrival:\n  ratePerSecond: 0.5\n",
                "arrival:\n  ratePerSecond: max\n",
                "arrival:\n  type: poisson\n  seed: 5\n",
                "arrival:\n  type: burst\n  burstEveryNs: 1ms\n",
                "arrival:\n  type: ramp\n  toRatePerSecond: 1.5M\n",
                "arrival:\n  type: step\n  stepRatesPerSecond: 1k,0,2k\n",
                "arrival:\n  type: trace\n  trace: it's.csv\n  speedup: 2.5\n",
                "workload: com.acme.PricingLoad\nclasspath: [., mine.yaml]\n",
                "workload: work\nworkers: 3\nkeys: 7\nkeySkew: 0.5\narrival:\n  ratePerSecond: max\n  seed: 3\n",
                "profile: long\ndurationSeconds: 1.5\n",
                "profile: smoke\n"
            })
    void shouldAskForTheSameRunWhenWhatWasUnderstoodIsReadAgain(String yaml) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), yaml);
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        assertThat(console.run(false, "scenarios", "validate", "mine.yaml")).isZero();
        String understood = String.join(
                "\n",
                console.out().lines().skip(1).map(line -> line.substring(2)).toList());

        ScenarioConfig again = resolve(understood);
        assertThat(again.sha256()).isEqualTo(resolve(yaml).sha256());
        assertThat(again.arrival()).isEqualTo(resolve(yaml).arrival());
        assertThat(again.workload()).isEqualTo(resolve(yaml).workload());
    }

    @Test
    void shouldSayThatTheSeedIsDrawnWhenTheScenarioHasNone() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "arrival:\n  type: poisson\n");
        CapturedConsole console = new CapturedConsole(folder, Map.of());

        assertThat(console.run(false, "scenarios", "validate", "mine.yaml")).isZero();
        assertThat(console.out()).contains("    # seed: drawn for each run\n").doesNotContain("  seed:");
    }

    private ScenarioConfig resolve(String yaml) {
        ScenarioSource source = new ScenarioSource("mine", "mine.yaml", yaml, Layer.FILE, folder);
        return ScenarioResolver.resolve(source, Map.of(), new Settings(), folder);
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(DOC))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
