package io.ringswarm.harness.load.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class WorkerTimelineTest {
    @Test
    void shouldKeepEachLookWhileThereIsRoom() {
        WorkerTimeline timeline = new WorkerTimeline();
        timeline.look(1, 7, 40, WorkerState.WORKING);
        timeline.look(2, 0, 60, WorkerState.DRAINING);

        assertThat(timeline.looksPerSample()).isEqualTo(1);
        WorkerSeries series = timeline.series();
        assertThat(series.inHand()).containsExactly(1, 2);
        assertThat(series.queued()).containsExactly(7, 0);
        assertThat(series.loadScore()).containsExactly(40.0, 60.0);
        assertThat(series.stateBySample()).containsExactly(WorkerState.WORKING, WorkerState.DRAINING);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "599, 1, 599",
        "600, 2, 300",
        "601, 2, 300",
        "602, 2, 301",
        "1200, 4, 300",
        "100000, 256, 390"
    })
    void shouldStayWithinItsBoundHoweverOftenItIsLookedAt(int looks, int looksPerSample, int samples) {
        WorkerTimeline timeline = new WorkerTimeline();
        for (int look = 0; look < looks; look++) {
            timeline.look(look, 0, look % 2 == 0 ? 20 : 40, WorkerState.WORKING);
        }

        assertThat(timeline.looksPerSample()).isEqualTo(looksPerSample);
        assertThat(timeline.series().samples()).isEqualTo(samples);
        for (int sample = 0; sample < samples; sample++) {
            assertThat(timeline.series().inHand().get(sample))
                    .as("the most is that of the last look of sample %d", sample)
                    .isEqualTo((sample + 1) * looksPerSample - 1);
        }
        if (looksPerSample > 1) {
            assertThat(timeline.series().loadScore()).containsOnly(30.0);
        }
    }

    @Test
    void shouldKeepTheLeastUsualStateAndTheLoadOfWhenItWasThere() {
        WorkerTimeline timeline = new WorkerTimeline();
        look(timeline, WorkerState.WORKING, WorkerState.OPEN_CIRCUIT);
        look(timeline, WorkerState.GONE, WorkerState.WORKING);
        look(timeline, WorkerState.DRAINING, WorkerState.GONE);
        look(timeline, WorkerState.GONE, WorkerState.GONE);
        for (int pair = 4; pair < WorkerSeries.MAX_SAMPLES / 2; pair++) {
            look(timeline, WorkerState.WORKING, WorkerState.WORKING);
        }

        assertThat(timeline.series().stateBySample())
                .startsWith(
                        WorkerState.OPEN_CIRCUIT,
                        WorkerState.WORKING,
                        WorkerState.DRAINING,
                        WorkerState.GONE,
                        WorkerState.WORKING);
        assertThat(timeline.series().loadScore()).startsWith(50.0, 50.0, 50.0, 0.0, 50.0);
    }

    private static void look(WorkerTimeline timeline, WorkerState first, WorkerState second) {
        timeline.look(1, 1, 50, first);
        timeline.look(1, 1, 50, second);
    }
}
