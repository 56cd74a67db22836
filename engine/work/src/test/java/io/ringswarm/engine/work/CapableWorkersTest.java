package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets what, by kind and tag; and tasks that nobody could do, or can do any more. */
@Timeout(60)
class CapableWorkersTest {
    private final Desktop desktop =
            new Desktop(new EngineContext().maxAsksInFlight(4096), new WorkContext().maxConcurrency(0));

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private WorkerOptions can(String... tags) {
        WorkerOptions options = new WorkerOptions().slots(1_000);
        for (String tag : tags) {
            options.can(tag);
        }
        return options;
    }

    private TaskOptions needs(String... tags) {
        TaskOptions options = new TaskOptions();
        for (String tag : tags) {
            options.needs(tag);
        }
        return options;
    }

    @Test
    void shouldGiveTasksToThoseOnlyThatHaveAllTags() {
        Desktop.Hands none = desktop.hireHands("none", can());
        Desktop.Hands red = desktop.hireHands("red", can("red"));
        Desktop.Hands both = desktop.hireHands("both", can("red", "green"));
        for (int i = 0; i < 60; i++) {
            desktop.submit(1, needs("red"));
            desktop.submit(2, needs("red", "green"));
            desktop.submit(3, needs("green"));
            desktop.submit(4, needs());
        }
        desktop.advance(Duration.ofMillis(10)); // some may have found the way full
        assertThat(none.figures).isNotEmpty().containsOnly(4L);
        assertThat(red.figures).isNotEmpty().contains(1L).doesNotContain(2L, 3L);
        assertThat(both.figures).contains(2L, 3L);
        assertThat(both.figures.stream().filter(figure -> figure == 2)).hasSize(60);
        assertThat(both.figures.stream().filter(figure -> figure == 3)).hasSize(60);
    }

    @Test
    void shouldGiveTasksToThoseOnlyThatDoTheirKind() {
        TaskKind<Figure, Figure> other =
                desktop.work.kind("other", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        Desktop.Hands hands = desktop.hireHands("a", can());
        List<Long> others = new ArrayList<>();
        desktop.work.hire("b", new WorkerOptions().slots(100).handles(other, () -> (payload, task) -> {
            others.add(payload.value);
            task.succeed(payload);
        }));
        for (int i = 0; i < 50; i++) {
            desktop.submit(1, needs());
            assertThat(desktop.submitter.tell(other, Figure.of(2), needs())).isEqualTo(Offer.ACCEPTED);
        }
        desktop.run();
        assertThat(hands.figures).hasSize(50).containsOnly(1L);
        assertThat(others).hasSize(50).containsOnly(2L);
    }

    @Test
    void shouldNotTakeATagForAKind() {
        TaskKind<Figure, Figure> other =
                desktop.work.kind("other", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
        desktop.hireHands("a", can("kind other", "other"));
        desktop.run();
        assertThat(desktop.submitter.tell(other, Figure.of(2), needs())).isEqualTo(Offer.ACCEPTED);
        desktop.run();
        assertThat(desktop.work.counters().reasons()).containsOnlyKeys("rejected: no capable worker");
    }

    @Test
    void shouldRejectAndNameATagThatNobodyEverHad() {
        desktop.hireQuick("a");
        assertThat(desktop.offer(1, needs("purple"))).isEqualTo(Offer.NO_SUCH_AGENT);
        TaskResult<Figure> result = desktop.work
                .submit(desktop.doubling, Figure.of(1), needs("purple"))
                .result()
                .toCompletableFuture()
                .join();
        assertThat(result.end()).isEqualTo(TaskEnd.REJECTED);
        assertThat(result.reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        assertThat(result.why()).contains("purple");
        assertThat(desktop.work.counters().rejected()).isEqualTo(2);
    }

    @Test
    void shouldRejectWhenTagsAreKnownAndNobodyHasAllOfThem() {
        desktop.hireHands("red", can("red"));
        desktop.hireHands("green", can("green"));
        long task = desktop.submit(1, needs("red", "green"));
        desktop.run();
        assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.REJECTED);
    }

    @Test
    void shouldFailWhatWaitsWhenTheLastWorkerThatCouldDoItEnds() {
        Desktop.Hands red =
                desktop.hireHands("red", new WorkerOptions().can("red").queueCapacity(3));
        Desktop.Hands green = desktop.hireHands("green", new WorkerOptions().can("green"));
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(desktop.submit(i, needs("red")));
        }
        long other = desktop.submit(20, needs("green"));
        desktop.run();
        desktop.engine.engine().stop(red.worker.ref());
        desktop.run();
        assertThat(desktop.endOf(tasks.get(0)).reason()).isEqualTo(EndReason.WORKER_LOST);
        for (long task : tasks.subList(1, 10)) {
            assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED);
            assertThat(desktop.endOf(task).reason()).isEqualTo(EndReason.NO_CAPABLE_WORKER);
        }
        green.succeed(0);
        assertThat(desktop.endOf(other).end()).isEqualTo(TaskEnd.SUCCEEDED);
    }

    @Test
    void shouldFailWhatNobodyCanDoAnyMoreWhenManyOthersWaitBeforeIt() {
        Desktop.Hands red =
                desktop.hireHands("red", new WorkerOptions().can("red").queueCapacity(1));
        Desktop.Hands green =
                desktop.hireHands("green", new WorkerOptions().can("green").queueCapacity(1));
        for (int i = 0; i < 1_000; i++) {
            desktop.submit(i, needs("green"));
        }
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(desktop.submit(i, needs("red")));
        }
        desktop.run();
        desktop.engine.engine().stop(red.worker.ref());
        desktop.run();
        tasks.forEach(task -> assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED));
        assertThat(green.figures).hasSize(1);
    }

    @Test
    void shouldStartWhatHasAnIdleWorkerWhenManyOthersWaitForABusyOneBeforeIt() {
        desktop.hireHands("busy", new WorkerOptions().can("green").queueCapacity(1));
        Desktop.Hands free =
                desktop.hireHands("free", new WorkerOptions().can("red").queueCapacity(1));
        for (int i = 0; i < 1_000; i++) {
            desktop.submit(i, needs("green"));
        }
        for (int i = 0; i < 5; i++) {
            desktop.submit(i, needs("red"));
        }
        desktop.run();
        for (int i = 0; i < 5; i++) {
            assertThat(free.figures).hasSize(i + 1);
            free.succeed(i);
        }
        assertThat(desktop.work.counters().succeeded()).isEqualTo(5);
    }

    @Test
    void shouldGiveWhatWaitsToAWorkerThatIsHiredInTime() {
        Desktop.Hands first = desktop.hireHands("first", new WorkerOptions().can("red"));
        for (int i = 0; i < 4; i++) {
            desktop.submit(i, needs("red"));
        }
        desktop.run();
        Desktop.Hands second = desktop.hireHands("second", can("red"));
        desktop.engine.engine().stop(first.worker.ref());
        desktop.run();
        assertThat(second.figures).containsExactly(1L, 2L, 3L);
        second.succeedAll();
        assertThat(desktop.work.counters().succeeded()).isEqualTo(3);
    }

    @Test
    void shouldSayWhichCapabilitiesThereAreWhenThereIsNoRoomForMore() {
        String[] tags = new String[62]; // with the one kind 63
        for (int i = 0; i < tags.length; i++) {
            tags[i] = "tag" + i;
        }
        desktop.hireHands("a", can(tags));
        assertThatThrownBy(() -> desktop.hireHands("b", can("one more", "two more")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one more")
                .hasMessageContaining("two more")
                .hasMessageContaining("64")
                .hasMessageContaining("tag0");
        Desktop.Hands last = desktop.hireHands("b", can("one more")); // what was refused has taken nothing
        assertThatThrownBy(() -> desktop.work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64");
        desktop.submit(1, needs("one more"));
        desktop.run();
        assertThat(last.figures).containsExactly(1L);
    }

    @Test
    void shouldFailWhatNobodyCanDoAnyMoreWhenNothingWaitsForAnotherThatHasGone() {
        Desktop.Hands red =
                desktop.hireHands("red", new WorkerOptions().can("red").queueCapacity(1));
        Desktop.Hands green =
                desktop.hireHands("green", new WorkerOptions().can("green").queueCapacity(1));
        for (int i = 0; i < 3; i++) {
            desktop.submit(i, needs("red"));
        }
        desktop.run();
        for (int i = 0; i < 3; i++) {
            red.succeed(i);
        }
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(desktop.submit(i, needs("green")));
        }
        desktop.run();
        desktop.engine.engine().stop(red.worker.ref());
        desktop.engine.engine().stop(green.worker.ref());
        desktop.run();
        tasks.forEach(task -> assertThat(desktop.endOf(task).end()).isEqualTo(TaskEnd.FAILED));
    }
}
