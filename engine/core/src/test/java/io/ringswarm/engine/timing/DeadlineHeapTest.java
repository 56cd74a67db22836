package io.ringswarm.engine.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DeadlineHeapTest {
    private static final class Item extends DeadlineHeap.Entry {}

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 500, -500})
    void shouldGiveEntriesInTheOrderOfTheirDeadlinesWhenSomeAreRemovedBetween(long originNs) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DeadlineHeap<Item> heap = new DeadlineHeap<>();
        List<Item> expected = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (expected.isEmpty() || random.nextInt(3) > 0 && expected.size() < 500) {
                Item item = new Item();
                heap.add(item, originNs + random.nextInt(1_000)); // may wrap around, as the clock may
                expected.add(item);
            } else if (random.nextBoolean()) {
                Item any = expected.remove(random.nextInt(expected.size()));
                assertThat(heap.remove(any)).as("seed %d", seed).isTrue();
                assertThat(heap.remove(any)).isFalse();
                assertThat(any.isWaiting()).isFalse();
            } else {
                Item first = heap.first();
                long earliest = expected.stream()
                        .min(Comparator.comparingLong(item -> item.deadlineNs() - originNs))
                        .orElseThrow()
                        .deadlineNs();
                assertThat(first.deadlineNs()).as("seed %d", seed).isEqualTo(earliest);
                heap.remove(first);
                expected.remove(first);
            }
            assertThat(heap.isEmpty()).isEqualTo(expected.isEmpty());
        }
    }

    @Test
    void shouldTakeAnEntryAgainWhenItHasBeenRemoved() {
        DeadlineHeap<Item> heap = new DeadlineHeap<>();
        Item item = new Item();
        heap.add(item, 5);
        heap.remove(item);
        heap.add(item, 3);
        assertThat(heap.first()).isSameAs(item);
        assertThat(item.deadlineNs()).isEqualTo(3);
    }

    @Test
    void shouldLeaveAnEntryAloneWhenItWaitsInAnotherHeap() {
        DeadlineHeap<Item> heap = new DeadlineHeap<>();
        DeadlineHeap<Item> other = new DeadlineHeap<>();
        Item mine = new Item();
        Item its = new Item();
        heap.add(mine, 5);
        other.add(its, 5);
        assertThat(heap.remove(its)).isFalse();
        assertThat(heap.first()).isSameAs(mine);
        assertThat(its.isWaiting()).isTrue();
    }

    @Test
    void shouldCopyTheFirstInOrderWhenSomeAreWanted() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        DeadlineHeap<Item> heap = new DeadlineHeap<>();
        List<Long> deadlines = new ArrayList<>();
        for (int count = 0; count < 70; count++) {
            for (int max : new int[] {0, 1, 2, 3, 25, count, count + 1}) {
                Item[] target = new Item[30];
                int copied = heap.copyFirst(target, max);
                assertThat(copied).isEqualTo(Math.min(Math.min(max, 30), count));
                assertThat(Arrays.stream(target, 0, copied).map(Item::deadlineNs))
                        .as("seed %d, %d of %d", seed, max, count)
                        .isEqualTo(deadlines.stream().sorted().limit(copied).toList());
                assertThat(Arrays.asList(target).subList(copied, 30)).allMatch(Objects::isNull);
            }
            deadlines.add((long) random.nextInt(50));
            heap.add(new Item(), deadlines.get(count));
        }
    }
}
