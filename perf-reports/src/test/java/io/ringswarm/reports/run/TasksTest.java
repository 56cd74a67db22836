package io.ringswarm.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.reports.SampleTasks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TasksTest {
    @Test
    void shouldDeriveTheEfficiencyFromTheMakespans() {
        assertThat(Tasks.builder().makespan(200, 190).build().efficiency()).isEqualTo(0.95);
        assertThat(Tasks.builder().build().efficiency()).isNull();
        assertThat(Tasks.builder().makespan(0, 0).build().efficiency()).isNull();
    }

    @Test
    void shouldTellWhetherEachTaskEndedOnceAsFarAsIsKnown() {
        assertThat(SampleTasks.failing().tasks().ended()).isEqualTo(930 + 37 + 9 + 4 + 20);
        assertThat(SampleTasks.failing().tasks().eachEndedOnce()).isTrue();
        assertThat(SampleTasks.many().tasks().eachEndedOnce()).isTrue();
        assertThat(SampleTasks.broken().tasks().eachEndedOnce()).isFalse();
        assertThat(Tasks.builder().submitted(2, 3).build().eachEndedOnce()).isFalse();
        assertThat(Tasks.builder().submitted(2, 2).checked(1).build().eachEndedOnce())
                .as("one never and one twice add up")
                .isFalse();
    }

    @Test
    void shouldKeepOnlyChangesOfStateAndGiveThemBackBySample() {
        List<WorkerState> state =
                List.of(WorkerState.WORKING, WorkerState.WORKING, WorkerState.DRAINING, WorkerState.GONE);
        WorkerSeries series = WorkerSeries.of(zeros(4), zeros(4), null, state);

        assertThat(series.states())
                .containsExactly(
                        new WorkerSeries.StateChange(0, WorkerState.WORKING),
                        new WorkerSeries.StateChange(2, WorkerState.DRAINING),
                        new WorkerSeries.StateChange(3, WorkerState.GONE));
        assertThat(series.stateBySample()).isEqualTo(state);
        assertThat(WorkerSeries.of(zeros(0), zeros(0), null, List.of()).stateBySample())
                .isEmpty();
    }

    @Test
    void shouldNameWhatCannotBeInASeries() {
        List<WorkerState> one = List.of(WorkerState.WORKING);
        assertThatThrownBy(() -> WorkerSeries.of(zeros(1), zeros(2), null, one))
                .hasMessage("tasks.workers.series.queued=2 samples (expected: 1 as of inHand)");
        assertThatThrownBy(() -> WorkerSeries.of(zeros(2), zeros(2), null, one))
                .hasMessageStartingWith("tasks.workers.series.states=1 samples");
        assertThatThrownBy(() -> WorkerSeries.of(zeros(1), zeros(1), List.of(-1.0), one))
                .hasMessage("tasks.workers.series.loadScore=-1.0 (expected: 0 or more)");
        int most = WorkerSeries.MAX_SAMPLES;
        List<WorkerState> long601 = Collections.nCopies(most + 1, WorkerState.WORKING);
        assertThatThrownBy(() -> WorkerSeries.of(zeros(most + 1), zeros(most + 1), null, long601))
                .hasMessage("tasks.workers.series.inHand=601 samples (expected: at most 600)");
        assertThat(WorkerSeries.of(zeros(most), zeros(most), null, long601.subList(1, most + 1))
                        .samples())
                .isEqualTo(most);
        assertThatThrownBy(() -> changed(2, 1)).hasMessageStartingWith("tasks.workers.series.states.sample=1 ");
        assertThatThrownBy(() -> changed(2, 4)).hasMessageStartingWith("tasks.workers.series.states.sample=4 ");
        assertThatThrownBy(() -> new WorkerSeries(zeros(1), zeros(1), null, List.of()))
                .hasMessageStartingWith("tasks.workers.series.states=0 changes");
    }

    @Test
    void shouldNameWhatCannotBeOfTasks() {
        assertThatThrownBy(() -> Tasks.builder().failed(1, Map.of("threw", 2L)).build())
                .hasMessage("tasks.failedBy={threw=2} (expected: at most 1 together)");
        assertThatThrownBy(() -> Tasks.builder().submitted(-1, 0).build())
                .hasMessage("tasks.submitted=-1 (expected: 0 or more)");
        TaskWorker twin = new TaskWorker("a", 0, null, null, null, null, null, null);
        assertThatThrownBy(
                        () -> Tasks.builder().workers(null, List.of(twin, twin)).build())
                .hasMessage("tasks.workers=2 with 1 names (expected: a name for each)");
        assertThatThrownBy(() -> Tasks.builder()
                        .workers(1L, List.of(sampled("a", 1), sampled("b", 2)))
                        .build())
                .hasMessageStartingWith("tasks.workers.series=");
        assertThatThrownBy(() ->
                        Tasks.builder().workers(null, List.of(sampled("a", 1))).build())
                .hasMessage("tasks.sampleNs=null (expected: above 0, as there are samples)");
        assertThatThrownBy(() -> new TaskWorker("a", 0, 1.1, null, null, null, null, null))
                .hasMessage("tasks.workers.successRate=1.1 (expected: 0 to 1)");
    }

    private static WorkerSeries changed(int first, int second) {
        return new WorkerSeries(
                zeros(4),
                zeros(4),
                null,
                List.of(
                        new WorkerSeries.StateChange(0, WorkerState.WORKING),
                        new WorkerSeries.StateChange(first, WorkerState.DRAINING),
                        new WorkerSeries.StateChange(second, WorkerState.GONE)));
    }

    private static TaskWorker sampled(String name, int samples) {
        WorkerSeries series = WorkerSeries.of(
                zeros(samples), zeros(samples), null, Collections.nCopies(samples, WorkerState.WORKING));
        return new TaskWorker(name, 0, null, null, null, null, null, series);
    }

    private static List<Integer> zeros(int count) {
        return Collections.nCopies(count, 0);
    }
}
