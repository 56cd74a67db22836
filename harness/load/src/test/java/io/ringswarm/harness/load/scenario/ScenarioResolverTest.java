package io.ringswarm.harness.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioResolverTest {
    private static final Path HERE = Path.of("here");
    private static final Path BESIDE = Path.of("beside");

    @Test
    void shouldBeTheContractsLoadWhenTheDefaultIsRun() {
        ScenarioConfig config = builtIn("default", Map.of(), new Settings());

        assertThat(config.agents()).isEqualTo(100);
        assertThat(config.codec()).isEqualTo(CodecName.WIRE);
        assertThat(config.payloadBytes()).isEqualTo(64);
        assertThat(config.arrival()).isEqualTo(new ArrivalConfig(ArrivalConfig.Kind.CONSTANT, 110_000, null, 1, 0));
        assertThat(config.durationNs()).isEqualTo(10_000_000_000L);
        assertThat(config.warmupNs()).isNull();
        assertThat(config.slos().stream().map(Slo::text))
                .containsExactly("p95<10ms", "p99<10ms", "success>=99.9%", "rate>100000/s", "lost=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "max",
                "steady-10k",
                "feedback",
                "overload",
                "priority",
                "ask",
                "pipeline",
                "poison",
                "fan-out",
                "spawn",
                "sustained",
                "llm-trace"
            })
    void shouldResolveWhenAScenarioIsBuiltIn(String name) {
        assertThat(builtIn(name, Map.of(), new Settings()).name()).isEqualTo(name);
        assertThat(ScenarioSource.find(name, HERE).description()).isNotBlank();
    }

    @Test
    void shouldHaveNoScheduleWhenTheRateIsMax() {
        assertThat(builtIn("max", Map.of(), new Settings()).arrival().kind()).isEqualTo(ArrivalConfig.Kind.CLOSED);
    }

    @Test
    void shouldOfferAMultipleOfWhatTheWorkLetsThroughWhenTheRateSaysSo() {
        Settings flags = flags(ScenarioOption.WORK, "20us");
        flags.add(ScenarioOption.SHARDS, new Setting("2", Layer.FLAG, "--shards"));

        assertThat(builtIn("overload", Map.of(), flags).arrival().ratePerSecond())
                .isEqualTo(1_000_000);
    }

    @Test
    void shouldCountTheWorkOfAllSubscribersWhenTheRateIsAMultipleOfWhatItLetsThrough() {
        Settings flags = flags(ScenarioOption.WORK, "20us");
        flags.add(ScenarioOption.AGENTS, new Setting("100", Layer.FLAG, "--agents"));
        flags.add(ScenarioOption.RATE, new Setting("0.5x", Layer.FLAG, "--rate"));

        assertThat(builtIn("fan-out", Map.of(), flags).arrival().ratePerSecond())
                .isEqualTo(250);
    }

    @Test
    void shouldIgnoreWhatABuiltInScenarioSetsForItsWorkloadWhenAnotherOneIsChosen() {
        ScenarioConfig config = builtIn("feedback", Map.of(), flags(ScenarioOption.WORKLOAD, "one-way"));

        assertThat(config.workload()).isEqualTo(new WorkloadConfig(WorkloadName.ONE_WAY, null, null, null, 0));
    }

    @Test
    void shouldHaveAnotherDigestWhenTheWorkloadDiffers() {
        String digest = builtIn("feedback", Map.of(), new Settings()).sha256();

        assertThat(builtIn("feedback", Map.of(), flags(ScenarioOption.HOPS, "3"))
                        .sha256())
                .isNotEqualTo(digest);
        assertThat(builtIn("feedback", Map.of(), flags(ScenarioOption.WORKLOAD, "one-way"))
                        .sha256())
                .isNotEqualTo(digest);
    }

    @Test
    void shouldPreferFlagOverVariableOverFileOverDefaultWhenSeveralAreSet() {
        ScenarioSource file = file("agents: 2\nshards: 2\nproducers: 2\n");
        Map<String, String> environment = Map.of("RINGSWARM_SHARDS", "3", "RINGSWARM_PRODUCERS", "3");
        Settings flags = flags(ScenarioOption.PRODUCERS, "4");

        ScenarioConfig config = ScenarioResolver.resolve(file, environment, flags, HERE);

        assertThat(config.ringSlots()).isEqualTo(4096);
        assertThat(config.agents()).isEqualTo(2);
        assertThat(config.shards()).isEqualTo(3);
        assertThat(config.producers()).isEqualTo(4);
    }

    @Test
    void shouldReplaceAllObjectivesWhenOneIsGivenAsAFlag() {
        ScenarioConfig config = builtIn("default", Map.of(), flags(ScenarioOption.SLO, "p50<1ms"));

        assertThat(config.slos()).containsExactly(Slo.parse("p50<1ms"));
    }

    @Test
    void shouldHaveTheSameDigestOnlyWhenTheSameIsRun() {
        String digest = builtIn("default", Map.of(), new Settings()).sha256();

        assertThat(builtIn("default", Map.of(), flags(ScenarioOption.RATE, "110000"))
                        .sha256())
                .isEqualTo(digest);
        assertThat(builtIn("default", Map.of(), flags(ScenarioOption.RATE, "111k"))
                        .sha256())
                .isNotEqualTo(digest);
        assertThat(digest).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldLookForATraceBesideTheFileWhenTheFileNamesIt() {
        String yaml = "arrival:\n  type: trace\n  trace: t.csv\n";

        ArrivalConfig ofFile = ScenarioResolver.resolve(file(yaml), Map.of(), new Settings(), HERE)
                .arrival();
        ArrivalConfig ofFlag = ScenarioResolver.resolve(
                        file(yaml), Map.of(), flags(ScenarioOption.TRACE, "t.csv"), HERE)
                .arrival();

        assertThat(ofFile.trace()).isEqualTo(BESIDE.resolve("t.csv"));
        assertThat(ofFlag.trace()).isEqualTo(HERE.resolve("t.csv"));
    }

    @Test
    void shouldTakeBareNumbersInTheKeysUnitWhenReadFromAFile() {
        ScenarioConfig config = ScenarioResolver.resolve(
                file("durationSeconds: 1.5\nworkNs: 10\nwarmupSeconds: 200ms\n"), Map.of(), new Settings(), HERE);

        assertThat(config.durationNs()).isEqualTo(1_500_000_000L);
        assertThat(config.workNs()).isEqualTo(10);
        assertThat(config.warmupNs()).isEqualTo(200_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agents: 10\\nagnets: 5                        | mine.yaml:2: agnets=5 (expected: a key of a scenario; did you mean agents?)
            payload: 64                                   | mine.yaml:1: payload=64 (expected: a key of a scenario; did you mean payloadBytes?)
            arrival:\\n  ratePerSecnd: 5                  | mine.yaml:2: arrival.ratePerSecnd=5 (expected: a key of a scenario; did you mean arrival.ratePerSecond?)
            agents: 0                                     | mine.yaml:1: agents=0 (expected: a whole number, 1 to 1000000)
            ringSlots: 5                                  | mine.yaml:1: ringSlots=5 (expected: a power of two, 4 to 4194304)
            codec: wir                                    | mine.yaml:1: codec=wir (expected: one of wire, wire-fieldless, wire-raw, wire-text, wire-template, fixed; did you mean wire?)
            agents: 1\\nagents: 2                         | mine.yaml:2: agents stands twice (expected: once)
            agents: [1]                                   | mine.yaml:1: agents=[...] (expected: one value)
            slo:\\n  - p95<10ms\\n  - p95<ten             | mine.yaml:3: slo=p95<ten (expected: a metric
            arrival:\\n  type: posson                     | mine.yaml:2: arrival.type=posson (expected: one of constant, poisson, burst, ramp, step, trace; did you mean poisson?)
            profile: smok                                 | mine.yaml:1: profile=smok (expected: one of smoke, standard, long; did you mean smoke?)
            durationSeconds: 4d                           | mine.yaml:1: durationSeconds=4d (expected: a time, 1 ms to 30 days
            profile: long\\ndurationSeconds: 300000       | mine.yaml:1: profile=long (expected: smoke or standard, as ten times the duration is over 30 days)
            arrival:\\n  ratePerSecond: 0                 | mine.yaml:2: arrival.ratePerSecond=0 (expected: messages per second, above 0
            arrival:\\n  speedup: 2                       | mine.yaml:2: arrival.speedup=2 (expected: no value, as the arrival is constant
            agents: {                                     | mine.yaml:1:
            - 1                                           | mine.yaml:1: the file holds no keys
            workload: asks                                | mine.yaml:1: workload=asks (expected: one of one-way,
            hops: 3                                       | mine.yaml:1: hops=3 (expected: no value, as the workload is one-way)
            workload: pipeline\\nagents: 2               | mine.yaml:2: agents=2 (expected: a whole number, 3 to 1000000)
            slo: high.p99<1ms                             | mine.yaml:1: slo=high.p99<1ms (expected: no lane, as the workload is one-way)
            name: a/b                                     | mine.yaml: name=a/b (expected: letters
            """)
    void shouldNameFileLineKeyValueAndExpectationWhenAFileIsWrong(String yaml, String message) {
        assertThatThrownBy(
                        () -> ScenarioResolver.resolve(file(yaml.replace("\\n", "\n")), Map.of(), new Settings(), HERE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void shouldNameTheSourceWhenAFlagOrAVariableIsWrong() {
        assertThatThrownBy(() -> builtIn("default", Map.of(), flags(ScenarioOption.RATE, "fast")))
                .hasMessageStartingWith("--rate=fast (expected: ");
        assertThatThrownBy(() -> builtIn("default", Map.of("RINGSWARM_DURATION", "long"), new Settings()))
                .hasMessageStartingWith("RINGSWARM_DURATION=long (expected: ");
    }

    @Test
    void shouldRefuseARateWhenATraceSetsIt() {
        assertThatThrownBy(() -> builtIn("llm-trace", Map.of(), flags(ScenarioOption.RATE, "5k")))
                .hasMessage("--rate=5k (expected: no value, as the trace sets the rate)");
    }

    @Test
    void shouldSuggestTheNearestScenarioWhenThereIsNoneOfThatName() {
        assertThatThrownBy(() -> ScenarioSource.find("defualt", HERE)).hasMessageContaining("did you mean default?");
        assertThatThrownBy(() -> ScenarioSource.find("none.yaml", HERE))
                .hasMessage("scenario=none.yaml (expected: a file that exists)");
    }

    @Test
    void shouldLookForAWorkloadsClassesBesideTheFileOrInTheCurrentFolderWhenPathsAreRelative(@TempDir Path folder)
            throws IOException {
        Path beside = Files.createDirectories(folder.resolve("beside/classes")).getParent();
        Path here = Files.createDirectories(folder.resolve("here/lib")).getParent();
        Files.createDirectory(here.resolve("classes"));
        String yaml = "workload: com.acme.PricingLoad\nclasspath: [classes]\n";
        ScenarioSource file = new ScenarioSource("mine", "mine.yaml", yaml, Layer.FILE, beside);
        Map<String, String> variable =
                Map.of(ScenarioOption.CLASSPATH.variable(), "lib" + File.pathSeparator + "classes");

        assertThat(ScenarioResolver.resolve(file, Map.of(), new Settings(), here)
                        .workload())
                .isEqualTo(custom(beside.resolve("classes")));
        assertThat(ScenarioResolver.resolve(file, variable, new Settings(), here)
                        .workload())
                .isEqualTo(custom(here.resolve("lib"), here.resolve("classes")));
        assertThat(ScenarioResolver.resolve(file, variable, flags(ScenarioOption.CLASSPATH, "lib"), here)
                        .workload())
                .isEqualTo(custom(here.resolve("lib")));
    }

    @Test
    void shouldTellConfigurationsApartWhenTheirClassesDiffer() {
        ScenarioConfig one = builtIn("default", Map.of(), flags(ScenarioOption.WORKLOAD, "com.acme.OneLoad"));
        ScenarioConfig other = builtIn("default", Map.of(), flags(ScenarioOption.WORKLOAD, "com.acme.OtherLoad"));

        assertThat(one.sha256()).isNotEqualTo(other.sha256());
    }

    private static WorkloadConfig custom(Path... classpath) {
        return new WorkloadConfig(
                WorkloadName.CUSTOM,
                null,
                null,
                null,
                0,
                new WorkloadClass("com.acme.PricingLoad", List.of(classpath)));
    }

    private static ScenarioConfig builtIn(String name, Map<String, String> environment, Settings flags) {
        return ScenarioResolver.resolve(ScenarioSource.find(name, HERE), environment, flags, HERE);
    }

    private static ScenarioSource file(String yaml) {
        return new ScenarioSource("mine", "mine.yaml", yaml, Layer.FILE, BESIDE);
    }

    private static Settings flags(ScenarioOption option, String text) {
        Settings flags = new Settings();
        flags.add(option, new Setting(text, Layer.FLAG, option.flag()));
        return flags;
    }
}
