package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.TasksBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TaskWordsTest {
    @Test
    void shouldTellWhetherEachTaskEndedOnce() {
        assertThat(ends(tasks(50, 50).checked(0))).isEqualTo("Each of the 50 tasks ended exactly once.");
        assertThat(ends(tasks(1, 1).checked(0))).isEqualTo("The one task ended exactly once.");
        assertThat(ends(tasks(0, 0))).isEqualTo("No task was submitted.");
        assertThat(ends(tasks(1000, 998))).isEqualTo("Of 1,000 tasks submitted 2 did not end.");
        assertThat(ends(tasks(3, 5))).isEqualTo("Of 3 tasks submitted 5 ends were counted, 2 too many.");
        assertThat(ends(tasks(3, 3).checked(2))).isEqualTo("Of 3 tasks submitted 2 did not end exactly once.");
        assertThat(ends(tasks(3, 3)))
                .isEqualTo(
                        "The ends add up to the 3 tasks submitted; whether each ended exactly once was not checked.");
    }

    @Test
    void shouldTellTheEfficiencyBesideTheOfflineSchedule() {
        assertThat(TaskWords.efficiency(SampleTasks.failing().tasks()))
                .isEqualTo(
                        "8 workers took 42 s with strategy hybrid; a schedule that knows all durations beforehand and"
                                + " gives the longest first takes 39.9 s: efficiency 95 %.");
        assertThat(TaskWords.efficiency(tasks(3, 3).makespan(4_000, 4_000).build()))
                .startsWith("They took 4 µs; a schedule ")
                .endsWith(" takes 4 µs: efficiency 100 %.");
        assertThat(TaskWords.efficiency(tasks(3, 3).build())).isEqualTo("Efficiency was not measured.");
        assertThat(TaskWords.efficiency(tasks(3, 3).routed("hybrid", 6).build()))
                .isEqualTo(
                        "6 workers had strategy hybrid. Efficiency was not measured, as it is where all tasks take their"
                                + " time, and each once.");
    }

    @Test
    void shouldCountInALineWhatHappened() {
        assertThat(TaskWords.counts(tasks(3, 3).build())).isEqualTo("3 tasks, 3 succeeded");
        assertThat(TaskWords.counts(Tasks.builder()
                        .submitted(1_010, 1_000)
                        .failed(7, Map.of("time limit", 7L))
                        .rejected(3, Map.of())
                        .repeated(1, 0)
                        .cache(5, 9)
                        .moved(2, 4)
                        .build()))
                .isEqualTo(
                        "1,010 tasks, 1,000 succeeded, 7 failed (time limit 7), 3 rejected, 1 retry, 5 from the cache,"
                                + " 2 moved to another worker, 4 evacuated");
    }

    private static TasksBuilder tasks(long submitted, long succeeded) {
        return Tasks.builder().submitted(submitted, succeeded);
    }

    private static String ends(TasksBuilder tasks) {
        return TaskWords.ends(tasks.build());
    }
}
