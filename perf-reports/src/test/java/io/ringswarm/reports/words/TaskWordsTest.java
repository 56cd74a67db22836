package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.TasksBuilder;
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
    }

    private static TasksBuilder tasks(long submitted, long succeeded) {
        return Tasks.builder().submitted(submitted, succeeded);
    }

    private static String ends(TasksBuilder tasks) {
        return TaskWords.ends(tasks.build());
    }
}
