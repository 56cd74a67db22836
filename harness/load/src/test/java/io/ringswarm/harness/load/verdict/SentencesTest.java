package io.ringswarm.harness.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Priority;
import io.ringswarm.harness.load.finding.FindingKind;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.kind.AsksSeen;
import io.ringswarm.harness.load.kind.Witness;
import io.ringswarm.harness.load.measure.Trouble;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.Verdict;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of a verdict, provoked: a new one fails here until there is a way to provoke it, and a row in the document. */
class SentencesTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "verdicts.md");
    private static final Set<FindingKind> WARNINGS =
            EnumSet.of(FindingKind.WARNING, FindingKind.REGRESSION, FindingKind.NOT_COMPARED);
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    static Stream<Arguments> sentencesAndKinds() {
        return Arrays.stream(Sentence.values())
                .flatMap(sentence -> sentence.kinds().stream().map(kind -> Arguments.of(sentence, kind)));
    }

    @ParameterizedTest
    @MethodSource("sentencesAndKinds")
    void shouldSayTheSentenceAndExitAsItsKindDoesWhenProvoked(Sentence sentence, FindingKind kind) {
        Verdict verdict = provoked(sentence, kind);

        boolean warning = WARNINGS.contains(kind);
        List<String> said = warning ? verdict.warnings() : verdict.reasons();
        assertThat(said).as(verdict.toString()).anyMatch(sentence::fits);
        assertThat(warning ? verdict.reasons() : verdict.warnings()).noneMatch(sentence::fits);
        assertThat(verdict.exitCode()).as(verdict.toString()).isEqualTo(exitCode(kind, verdict));
    }

    @Test
    void shouldKeepTheExitCodeWhenARunThatFailsIsSlowerThanItsBaseline() {
        Verdict failed = new JudgedRun().judged("p50<1us").verdict();

        Verdict slower = BaselineVerdict.slower(failed, "P50 is 1.2 times as high");

        assertThat(slower.exitCode()).isEqualTo(1);
        assertThat(slower.reasons()).isEqualTo(failed.reasons());
        assertThat(slower.warnings()).first().isEqualTo("Slower than the baseline: P50 is 1.2 times as high.");
    }

    @Test
    void shouldNameEachExitCodeOfARunWhereTheyAreListed() throws Exception {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String listed = readme.substring(readme.indexOf("It ends with exit code 0"));
        String sentence = listed.substring(0, listed.indexOf("\n\n"));
        for (Field code : ExitCode.class.getFields()) {
            assertThat(sentence).as(code.getName()).containsPattern("\\b" + code.getInt(null) + "\\b");
        }
    }

    @Test
    void shouldSayNothingOfTheKindWhenNothingIsWrong() {
        Verdict verdict = new JudgedRun().judged("p95<10ms").verdict();

        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.warnings()).isEmpty();
    }

    @Test
    void shouldListEverySentenceWithWhatToDoWhenDocumented() throws IOException {
        String table = Arrays.stream(Sentence.values()).map(SentencesTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(DOCUMENT)).contains(table);
        assertThat(Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")))
                .as("rows of docs/verdicts.md without a sentence in the code")
                .hasSize(Sentence.values().length);
    }

    /** An objective that is missed outranks what would make the run invalid; who warns of a dead letter has failed for it. */
    private static int exitCode(FindingKind kind, Verdict verdict) {
        return switch (kind) {
            case FAIL -> 1;
            case INVALID -> verdict.reasons().stream().anyMatch(Sentence.OBJECTIVE_MISSED::fits) ? 1 : 3;
            case WARNING -> verdict.reasons().stream().anyMatch(Sentence.DEAD_LETTERS::fits) ? 1 : 0;
            case INTERRUPTED -> 130;
            case REGRESSION -> 4;
            case NOT_COMPARED -> 2;
        };
    }

    private static String row(Sentence sentence) {
        String kinds = sentence.kinds().stream().map(FindingKind::text).collect(Collectors.joining(", "));
        return "| `" + sentence.pattern() + "` | " + kinds + " | " + sentence.advice() + " |";
    }

    private static Verdict provoked(Sentence sentence, FindingKind kind) {
        JudgedRun run = new JudgedRun();
        String objective = "lost<=1000000";
        switch (sentence) {
            case LOST -> unhandled(run, 3);
            case UNACCOUNTED -> {
                run.created++;
                run.sent++;
                run.scheduled++;
                run.handled++;
                run.recorded++;
            }
            case MISSED -> run.missing = 1;
            case DUPLICATED -> run.duplicates = 1;
            case REORDERED -> run.outOfOrder = 1;
            case DEAD_LETTERS -> {
                run.dead = 2;
                run.handled -= 2;
                run.engineHandled -= 2;
            }
            case DEAD_LETTERS_OF_CYCLES -> {
                run.set(ScenarioOption.WORKLOAD, "feedback");
                run.deadReason = DeadLetterReason.DEADLOCK_BROKEN;
                run.dead = 2;
                unhandled(run, 2);
            }
            case UNDELIVERED -> {
                run.undelivered = 2;
                unhandled(run, 2);
            }
            case ASKS_WITHOUT_END -> asks(run, new AsksSeen(9, 10, 9, 0, 0, 0, 0));
            case ASKS_ASTRAY -> asks(run, new AsksSeen(10, 10, 10, 0, 0, 0, 1));
            case ANSWERS_MISSING -> asks(run, new AsksSeen(10, 10, 9, 0, 1, 0, 0));
            case ASKS_TIMED_OUT -> asks(run, new AsksSeen(9, 10, 9, 0, 1, 0, 0));
            case ASKS_EXPIRED -> asks(run, new AsksSeen(9, 10, 9, 1, 0, 0, 0));
            case ASKS_FAILED -> asks(run, new AsksSeen(9, 10, 9, 0, 0, 1, 0));
            case REFUSALS_MISCOUNTED -> {
                run.overload();
                run.engineRefused--;
            }
            case NOT_SATURATED -> {
                run.overload();
                run.scheduled = JudgedRun.MESSAGES;
                run.dropped = run.refused = run.engineRefused = 0;
            }
            case PASSED_OVER -> {
                run.overload();
                run.lanes = List.of(JudgedRun.lane(Priority.LOW, 900_000, 1_000, 897, 0));
            }
            case STARVED -> {
                run.overload();
                run.lanes = List.of(JudgedRun.lane(Priority.LOW, 900_000, 1_000, 0, 2));
            }
            case MEMORY_GREW -> {
                run.overload();
                run.heapGrowthBytes = 9 << 20;
            }
            case ENGINE_FAILED -> run.trouble = Trouble.of(sentence, "shard 0 died of an Error");
            case AGENTS_STUCK -> run.trouble = Trouble.of(sentence, "handled their message", "30 s", 1);
            case TASKS_STUCK -> run.trouble = Trouble.of(sentence, "20 s", 1);
            case TASKS_LOST -> {
                unhandled(run, 3);
                run.tasks(0, 0, 0);
            }
            case TASKS_NOT_ENDED_ONCE -> run.tasks(1, 0, 0);
            case TASKS_STARTED_TOO_OFTEN -> run.tasks(0, 1, 0);
            case TASKS_MIXED_UP -> run.tasks(0, 0, 1);
            case TASKS_MISCOUNTED -> run.tasks(0, 0, 0, new TasksFound.Disagreement("succeeded", 3, 4));
            case AGENTS_LEFT, PRODUCER_FAILED, LOAD_FAILED -> run.trouble = Trouble.of(sentence, 1);
            case NOT_QUIET, WARM_UP_KEPT, LATENCIES_KEPT -> run.trouble = Trouble.of(sentence);
            case OBJECTIVE_MISSED -> objective = "p50<1us";
            case OBJECTIVE_UNKNOWN -> {
                objective = "p9999<1s";
                unscheduled(run, 1);
            }
            case INTERRUPTED_BEFORE -> {
                unscheduled(run, JudgedRun.MESSAGES);
                run.durationNs = 0;
                run.interruptedAfterNs = 0L;
            }
            case INTERRUPTED_AFTER -> run.interruptedAfterNs = JudgedRun.SECOND_NS;
            case NOTHING_DUE -> unscheduled(run, JudgedRun.MESSAGES);
            case NOTHING_SENT -> {
                unscheduled(run, JudgedRun.MESSAGES);
                run.set(ScenarioOption.RATE, "max");
                run.scheduled = null;
                run.unsent = null;
            }
            case NOTHING_HANDLED -> run.leaveUnsent(JudgedRun.MESSAGES);
            case GENERATOR_TOO_SLOW -> {
                run.leaveUnsent(1_000);
                run.unsentByGenerator = 1_000;
            }
            case REFUSED_AT_THE_END -> run.leaveUnsent(1_000);
            case GENERATOR_LATE -> run.lateByGenerator = JudgedRun.MESSAGES;
            case DRAINED_LONG -> run.drainNs = 2 * JudgedRun.SECOND_NS;
            case NOT_STEADY -> run.steady = false;
            case TOO_MANY_SPIN -> spin(run, CORES + 1, kind == FindingKind.WARNING);
            case ALL_CORES_SPIN -> spin(run, CORES > 1 ? CORES - 1 : 1, false);
            case STOLEN -> run.stealNs = JudgedRun.SECOND_NS;
            case HICCUP -> run.hiccupNs = 50 * JudgedRun.MS;
            case PAUSES_UNKNOWN -> run.pausesKnown = false;
            case SENT_MISCOUNTED -> run.created--;
            case HANDLED_MISCOUNTED -> {
                run.engineHandled++;
                run.recorded++;
            }
            case ASKS_STARTED_MISCOUNTED -> {
                asks(run, new AsksSeen(10, 10, 10, 0, 0, 0, 0));
                run.asksStarted = 11;
            }
            case ASKS_ANSWERED_MISCOUNTED -> {
                asks(run, new AsksSeen(10, 10, 10, 0, 0, 0, 0));
                run.asksAnswered = 11;
            }
            case SCHEDULE_MISCOUNTED -> run.scheduled++;
            case BELOW_ZERO -> run.negativeDelays = 1;
            case LATENCIES_MISCOUNTED -> run.recorded--;
            case SENT_OVERCOUNTED -> {
                run.witness = new Witness("com.acme.Load", false, 1, 1, null);
                run.forwarded = -1;
            }
            case HANDLED_OVERCOUNTED -> {
                run.witness = new Witness("com.acme.Load", true, 1, 1, null);
                run.handled++;
                run.recorded++;
            }
            case FIRST_DEAD_LETTER -> {
                run.witness = new Witness("com.acme.Load", false, 1, 1, "HANDLER_THREW, an exception");
                run.dead = 1;
            }
            case ORDER_UNCHECKED -> run.witness = new Witness("com.acme.Load", false, 2, 0, null);
            case ORDER_CHECKED_FOR_SOME -> run.witness = new Witness("com.acme.Load", false, 2, 1, null);
        }
        if (kind == FindingKind.INVALID
                && sentence.kinds().contains(FindingKind.WARNING)
                && sentence != Sentence.TOO_MANY_SPIN) {
            objective = "p50<1us"; // missed, so that it is a reason
        }
        Verdict verdict = run.judged(objective).verdict();
        return switch (sentence) {
            case SLOWER_THAN_BASELINE -> BaselineVerdict.slower(verdict, "P50 is 1.2 times as high.");
            case NOT_COMPARED_WITH_BASELINE -> BaselineVerdict.notCompared(verdict, "env.cores=2 and 64");
            default -> verdict;
        };
    }

    private static void unhandled(JudgedRun run, long messages) {
        run.handled -= messages;
        run.engineHandled -= messages;
        run.recorded -= messages;
    }

    private static void unscheduled(JudgedRun run, long messages) {
        run.scheduled -= messages;
        run.sent -= messages;
        run.created -= messages;
        unhandled(run, messages);
    }

    private static void asks(JudgedRun run, AsksSeen asks) {
        run.set(ScenarioOption.WORKLOAD, "ask");
        run.asks = asks;
        run.asksStarted = asks.started();
        run.asksAnswered = asks.answered();
        run.recorded -= asks.given();
    }

    /** By a file's own choice, or the user's. */
    private static void spin(JudgedRun run, int shards, boolean asked) {
        if (asked) {
            run.set(ScenarioOption.IDLE, "spin");
            run.set(ScenarioOption.SHARDS, String.valueOf(shards));
        } else {
            run.yaml += "idle: spin\nshards: " + shards + "\n";
        }
    }
}
