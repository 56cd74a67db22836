package io.ringswarm.harness.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.harness.load.scenario.ArrivalConfig.Kind;
import io.ringswarm.harness.load.scenario.ArrivalConfig.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ArrivalReaderTest {
    private static final Path HERE = Path.of("here");

    @Test
    void shouldTakeTheSeedWhenOneIsGiven() {
        ArrivalConfig arrival =
                flags("--arrival", "poisson", "--rate", "50k", "--seed", "42").arrival();

        assertThat(arrival).isEqualTo(ArrivalConfig.shaped(Kind.POISSON, 50_000, Shape.chance(42)));
    }

    @Test
    void shouldDrawSeedsThatDifferWhenNoneIsGiven() {
        long distinct = IntStream.range(0, 10)
                .mapToLong(i -> flags("--arrival", "poisson").arrival().shape().seed())
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "burst"})
    void shouldTakeASeedForNothingWhenThereIsNoChance(String type) {
        assertThat(flags("--arrival", type, "--seed", "1").arrival().shape().seed())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"--burst-size,1k,1000", "--burst-every,10ms,1100", "--burst-every,100us,11", "--burst-size,1,1"})
    void shouldKnowTheSizeOfABurstWhenItOrTheTimeBetweenBurstsIsGiven(String flag, String value, int size) {
        assertThat(flags("--arrival", "burst", flag, value).arrival())
                .isEqualTo(ArrivalConfig.shaped(Kind.BURST, 110_000, Shape.bursts(size)));
    }

    @Test
    void shouldGoByTheFlagWhenAFileHasTheOtherWayToSayTheSizeOfABurst() {
        String everyInFile = "arrival:\n  type: burst\n  ratePerSecond: 1k\n  burstEveryNs: 1s\n";
        String sizeInFile = "arrival:\n  type: burst\n  ratePerSecond: 1k\n  burstSize: 5\n";

        assertThat(file(everyInFile).arrival().shape().burstSize()).isEqualTo(1_000);
        assertThat(file(everyInFile, "--burst-size", "7").arrival().shape().burstSize())
                .isEqualTo(7);
        assertThat(file(sizeInFile, "--burst-every", "2ms").arrival().shape().burstSize())
                .isEqualTo(2);
    }

    @Test
    void shouldHaveTheMeanAsItsRateWhenTheRateChanges() {
        assertThat(flags("--arrival", "ramp", "--to-rate", "500k").arrival())
                .isEqualTo(ArrivalConfig.shaped(Kind.RAMP, 250_000, Shape.ramp(0, 500_000)));
        assertThat(flags("--arrival", "ramp", "--from-rate", "500k", "--to-rate", "0")
                        .arrival())
                .isEqualTo(ArrivalConfig.shaped(Kind.RAMP, 250_000, Shape.ramp(500_000, 0)));
        assertThat(flags("--arrival", "step", "--step-rates", "10k, 0,80k").arrival())
                .isEqualTo(ArrivalConfig.shaped(Kind.STEP, 30_000, Shape.steps(List.of(10_000.0, 0.0, 80_000.0))));
    }

    @Test
    void shouldTakeTheSameStepsFromAFileAFlagAndAVariable() {
        List<Double> rates = List.of(1_000.0, 2_000.0);
        String yaml = "arrival:\n  type: step\n  stepRatesPerSecond: ";

        assertThat(file(yaml + "[1k, 2000]\n").arrival().shape().stepRatesPerSecond())
                .isEqualTo(rates);
        assertThat(file(yaml + "\n    - 1k\n    - 2k\n").arrival().shape().stepRatesPerSecond())
                .isEqualTo(rates);
        assertThat(file(yaml + "1k,2k\n").arrival().shape().stepRatesPerSecond())
                .isEqualTo(rates);
        assertThat(flags("--arrival", "step", "--step-rates", "1k", "--step-rates", "2k")
                        .arrival()
                        .shape()
                        .stepRatesPerSecond())
                .isEqualTo(rates);
        Map<String, String> variables = Map.of("RINGSWARM_ARRIVAL", "step", "RINGSWARM_STEP_RATES", "1k,2k");
        assertThat(resolve(ScenarioSource.find("default", HERE), variables)
                        .arrival()
                        .shape()
                        .stepRatesPerSecond())
                .isEqualTo(rates);
    }

    @Test
    void shouldLeaveOutWhatAFileHasForItsArrivalWhenAFlagReplacesThat() {
        String yaml = "arrival:\n  type: burst\n  burstSize: 7\n  ratePerSecond: 5k\n";

        assertThat(file(yaml, "--arrival", "constant").arrival())
                .isEqualTo(new ArrivalConfig(Kind.CONSTANT, 5_000, null, 1, 0));
        assertThat(file(yaml, "--arrival", "ramp", "--to-rate", "10").arrival().ratePerSecond())
                .isEqualTo(5);
        assertThat(resolve(ScenarioSource.find("llm-trace", HERE), Map.of(), "--arrival", "constant")
                        .arrival()
                        .kind())
                .isEqualTo(Kind.CONSTANT);
    }

    @Test
    void shouldHaveAnotherDigestWhenTheShapeDiffersAndTheSameForAnotherSeed() {
        String even = flags().sha256();
        String bursts = flags("--arrival", "burst").sha256();

        assertThat(List.of(
                        even,
                        bursts,
                        flags("--arrival", "burst", "--burst-size", "7").sha256(),
                        flags("--arrival", "poisson").sha256(),
                        flags("--arrival", "ramp", "--to-rate", "220k").sha256(),
                        flags("--arrival", "ramp", "--from-rate", "20k", "--to-rate", "200k")
                                .sha256(),
                        flags("--arrival", "step", "--step-rates", "10k,210k").sha256(),
                        flags("--arrival", "step", "--step-rates", "210k,10k").sha256()))
                .doesNotHaveDuplicates();
        assertThat(flags("--arrival", "poisson", "--seed", "1").sha256())
                .isEqualTo(flags("--arrival", "poisson", "--seed", "2").sha256());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --arrival bursts | --arrival=bursts (expected: one of constant, poisson, burst, ramp, step, trace; did you mean burst?)
            --arrival closed | --arrival=closed (expected: one of constant,
            --arrival poisson --rate max | --rate=max (expected: messages per second, above 0, at most 1G, for example 100k or 1M, as the arrival is poisson;
            --arrival poisson --rate 0 | --rate=0 (expected: messages per second, above 0
            --arrival poisson --seed -1 | --seed=-1 (expected: a whole number, 0 to 9007199254740991)
            --arrival poisson --seed 9007199254740992 | --seed=9007199254740992 (expected: a whole number
            --seed x | --seed=x (expected: a whole number
            --arrival poisson --rate 1 -d 999ms | --rate=1 (expected: a message or more in the duration
            --arrival poisson --burst-size 5 | --burst-size=5 (expected: no value, as the arrival is poisson; or --arrival burst)
            --burst-every 5ms | --burst-every=5ms (expected: no value, as the arrival is constant; or --arrival burst)
            --arrival burst --rate max | --rate=max (expected: messages per second, above 0, at most 1G, for example 100k or 1M, as the arrival is burst;
            --arrival burst --burst-size 0 | --burst-size=0 (expected: a whole number, 1 to 100000000)
            --arrival burst --burst-size 1.5 | --burst-size=1.5 (expected: a whole number
            --arrival burst --burst-size 5 --burst-every 1ms | --burst-every=1ms (expected: no value, as the size of a burst is given
            --arrival burst --rate 1500 --burst-every 1ms | --burst-every=1ms (expected: a time in which the rate lets a whole number of messages come, 1 to 100000000, and not 1.5)
            --arrival burst --rate 10 --burst-every 1ms | --burst-every=1ms (expected: a time in which
            --arrival burst --burst-every 0 | --burst-every=0 (expected: a time, 1 ns to 3600 s
            --arrival burst --rate 1k --burst-size 101 -d 100ms | --burst-size=101 (expected: a burst or more in the duration, which has room for 100 messages at that rate)
            --arrival burst --rate 1k --burst-every 1s -d 100ms | --burst-every=1s (expected: a burst or more in the duration
            --arrival ramp | --arrival=ramp (expected: --to-rate, too
            --arrival ramp --to-rate 0 | --to-rate=0 (expected: messages per second, above 0, at most 1G, for example 100k or 1M, as the ramp begins at 0)
            --arrival ramp --to-rate 2G | --to-rate=2G (expected: messages per second, 0 to 1G
            --arrival ramp --to-rate 5k --from-rate slow | --from-rate=slow (expected: messages per second, 0 to 1G
            --arrival ramp --to-rate 5k --rate 5k | --rate=5k (expected: no value, as the ramp sets the rate)
            --to-rate 5k | --to-rate=5k (expected: no value, as the arrival is constant; or --arrival ramp)
            --arrival step | --arrival=step (expected: --step-rates, too
            --arrival step --step-rates 5k,,6k | --step-rates= (expected: messages per second, 0 to 1G
            --arrival step --step-rates 5k,fast | --step-rates=fast (expected: messages per second, 0 to 1G
            --arrival step --step-rates 0,0 | --step-rates=0,0 (expected: a rate above 0 among them)
            --arrival step --step-rates 1,2,3 -d 2ms | --step-rates=1,2,3 (expected: a millisecond or more for each rate, so at most 2 of them)
            --arrival step --step-rates 5k --rate 5k | --rate=5k (expected: no value, as the list of steps sets the rate)
            --arrival trace --step-rates 5k | --step-rates=5k (expected: no value, as the arrival is trace; or --arrival step)
            """)
    void shouldNameTheOptionItsValueAndWhatWouldDoWhenAnArrivalCannotBe(String line, String message) {
        assertThatThrownBy(() -> flags(line.strip().split(" ")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void shouldRefuseStepsBeyondAThousand() {
        assertThatThrownBy(() -> flags("--arrival", "step", "--step-rates", "1,".repeat(1_000) + "1"))
                .hasMessageEndingWith("(expected: at most 1000 rates)");
        assertThat(flags("--arrival", "step", "--step-rates", "1,".repeat(999) + "1", "-d", "1s")
                        .arrival()
                        .ratePerSecond())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                       10000000000, null",
        "--profile standard,                       10000000000, null",
        "--profile smoke,                          2000000000, 1000000000",
        "--profile long,                           100000000000, null",
        "--profile smoke -d 3s,                    3000000000, 1000000000",
        "--profile smoke --warmup auto,            2000000000, null",
        "--profile smoke --warmup 5s,              2000000000, 5000000000",
        "--profile long -d 3s --warmup 0,          3000000000, 0"
    })
    void shouldSetTheLengthsThatAreNotGivenWhenThereIsAProfile(String line, long durationNs, String warmupNs) {
        ScenarioConfig config = line.isEmpty() ? flags() : flags(line.split(" "));

        assertThat(config.durationNs()).isEqualTo(durationNs);
        assertThat(String.valueOf(config.warmupNs())).isEqualTo(warmupNs);
    }

    @Test
    void shouldChangeTheScenariosOwnLengthsWhenThereIsAProfile() {
        String yaml = "durationSeconds: 300ms\nwarmupSeconds: 100ms\n";

        assertThat(file(yaml, "--profile", "smoke").durationNs()).isEqualTo(300_000_000);
        assertThat(file(yaml, "--profile", "smoke").warmupNs()).isEqualTo(100_000_000);
        assertThat(file(yaml, "--profile", "long").durationNs()).isEqualTo(3_000_000_000L);
        assertThat(file(yaml + "profile: long\n").durationNs()).isEqualTo(3_000_000_000L);
        assertThat(file(yaml + "profile: long\n", "-d", "1s").durationNs()).isEqualTo(1_000_000_000L);
        assertThat(file(yaml + "profile: long\n").profile()).isEqualTo(ProfileName.LONG);
        ScenarioSource trace = ScenarioSource.find("llm-trace", HERE);
        assertThat(resolve(trace, Map.of(), "--profile", "smoke").durationNs()).isEqualTo(2_000_000_000L);
        assertThat(resolve(trace, Map.of(), "--profile", "long").durationNs()).isNull();
    }

    @Test
    void shouldPreferTheHigherOfProfileAndLengthWhenOneIsAVariable() {
        ScenarioSource standard = ScenarioSource.find("default", HERE);
        Map<String, String> smoke = Map.of("RINGSWARM_PROFILE", "smoke");
        Map<String, String> both = Map.of("RINGSWARM_PROFILE", "smoke", "RINGSWARM_DURATION", "7s");
        Map<String, String> length = Map.of("RINGSWARM_DURATION", "7s");

        assertThat(resolve(standard, smoke).durationNs()).isEqualTo(2_000_000_000L);
        assertThat(resolve(standard, both).durationNs()).isEqualTo(7_000_000_000L);
        assertThat(resolve(standard, smoke, "-d", "9s").durationNs()).isEqualTo(9_000_000_000L);
        assertThat(resolve(standard, smoke, "--profile", "standard").durationNs())
                .isEqualTo(10_000_000_000L);
        assertThat(resolve(standard, length, "--profile", "smoke").durationNs()).isEqualTo(2_000_000_000L);
    }

    private static ScenarioConfig flags(String... words) {
        return resolve(ScenarioSource.find("default", HERE), Map.of(), words);
    }

    private static ScenarioConfig file(String yaml, String... words) {
        return resolve(new ScenarioSource("mine", "mine.yaml", yaml, Layer.FILE, HERE), Map.of(), words);
    }

    private static ScenarioConfig resolve(ScenarioSource source, Map<String, String> environment, String... words) {
        Settings settings = new Settings();
        for (int i = 0; i < words.length; i += 2) {
            String flag = words[i];
            ScenarioOption option = Arrays.stream(ScenarioOption.values())
                    .filter(o -> o.flag().equals(flag) || flag.equals(o.shortFlag()))
                    .findFirst()
                    .orElseThrow();
            settings.add(option, new Setting(words[i + 1], Layer.FLAG, flag));
        }
        return ScenarioResolver.resolve(source, environment, settings, HERE);
    }
}
