package io.ringswarm.engine.work.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TaskQueueTest {
    private static final int NORMAL = Priority.NORMAL.ordinal();
    private static final int CRITICAL = Priority.CRITICAL.ordinal();

    private static final class Item extends TaskQueue.Entry {
        private final int number;

        Item(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return number + " (priority " + priority() + ", key " + key() + ")";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 3",
        "2, 0, 3",
        "3, -2, 3",
        "15, 0, 4",
        "16, 9223372036854775805, 4",
        "17, 9223372036854775000, 1000",
        "31, -500, 1000",
        "400, 9223372036854775807, 20",
        "400, 0, 1"
    })
    void shouldAgreeWithASortedListWhenAnythingIsDone(int capacity, long originKey, int keys) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TaskQueue<Item> queue = new TaskQueue<>(capacity);
        List<Item> model = new ArrayList<>(); // in the order of adding; sorting is stable
        Comparator<Item> order =
                Comparator.comparingInt(Item::priority).thenComparingLong(item -> item.key() - originKey);
        Item[] target = new Item[capacity + 5];
        for (int step = 0; step < 10_000; step++) {
            int action = random.nextInt(10);
            if (action < 5) {
                Item item = new Item(step);
                int priority = random.nextInt(Priority.COUNT);
                long key = originKey + random.nextInt(keys); // may wrap around
                boolean room = model.size() < capacity;
                assertThat(queue.add(item, priority, key, random.nextInt(1_000)))
                        .isEqualTo(room);
                assertThat(item.queue()).isSameAs(room ? queue : null);
                if (room) {
                    model.add(item);
                }
            } else if (action < 7 && !model.isEmpty()) {
                Item any = model.remove(random.nextInt(model.size()));
                assertThat(queue.remove(any)).as("seed %d", seed).isTrue();
                assertThat(queue.remove(any)).isFalse();
                assertThat(any.queue()).isNull();
            } else {
                List<Item> sorted = new ArrayList<>(model);
                sorted.sort(order);
                int max = random.nextInt(random.nextInt(10) == 0 ? capacity + 10 : 4);
                List<Item> expected = sorted.subList(0, Math.min(Math.min(max, target.length), sorted.size()));
                Arrays.fill(target, null);
                boolean copying = action == 7;
                int count = copying ? queue.copyFirst(target, max) : queue.pollBatch(target, max);
                assertThat(Arrays.asList(target).subList(0, count))
                        .as("seed %d, step %d, copying %s", seed, step, copying)
                        .isEqualTo(expected);
                assertThat(Arrays.asList(target).subList(count, target.length))
                        .as("what is beyond")
                        .containsOnlyNulls();
                if (!copying) {
                    model.removeAll(expected);
                }
            }
            assertThat(queue.first())
                    .as("seed %d, step %d", seed, step)
                    .isSameAs(model.stream().min(order).orElse(null));
            assertThat(queue.depth()).isEqualTo(model.size());
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(queue.isFull()).isEqualTo(model.size() == capacity);
            assertThat(queue.costNs())
                    .isEqualTo(model.stream().mapToLong(Item::queuedCostNs).sum());
            for (int priority = 0; priority < Priority.COUNT; priority++) {
                int each = priority;
                assertThat(queue.depth(each)).isEqualTo((int)
                        model.stream().filter(item -> item.priority() == each).count());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 17, 100})
    void shouldKeepTheOrderOfAddingAmongEqualsWhenSomeAreRemovedBetween(int count) {
        TaskQueue<Item> queue = new TaskQueue<>(count);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Item(i));
            queue.add(items.get(i), NORMAL, 7, 0);
        }
        for (int i = 0; i < count; i += 3) {
            queue.remove(items.get(i));
            queue.add(items.get(i), NORMAL, 7, 0); // goes behind all others
        }
        List<Item> expected = new ArrayList<>();
        items.stream().filter(item -> item.number % 3 != 0).forEach(expected::add);
        items.stream().filter(item -> item.number % 3 == 0).forEach(expected::add);

        List<Item> polled = new ArrayList<>();
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            polled.add(item);
        }
        assertThat(polled).isEqualTo(expected);
    }

    @Test
    void shouldPutPriorityBeforeKeyWhenBothDiffer() {
        TaskQueue<Item> queue = new TaskQueue<>(3);
        Item early = new Item(1);
        Item critical = new Item(2);
        Item late = new Item(3);
        queue.add(late, NORMAL, Long.MIN_VALUE, 0); // wrapped around: after the greatest
        queue.add(early, NORMAL, Long.MAX_VALUE, 0);
        queue.add(critical, CRITICAL, 0, 0);
        assertThat(new Item[] {queue.poll(), queue.poll(), queue.poll()}).containsExactly(critical, early, late);
    }

    @Test
    void shouldLeaveTheEntryAloneWhenItBelongsToAnotherQueue() {
        TaskQueue<Item> one = new TaskQueue<>(4);
        TaskQueue<Item> other = new TaskQueue<>(4);
        Item mine = new Item(1);
        Item its = new Item(2);
        one.add(mine, NORMAL, 1, 10);
        other.add(its, NORMAL, 1, 20);
        assertThat(one.remove(its)).isFalse();
        assertThat(one.first()).isSameAs(mine);
        assertThat(its.queue()).isSameAs(other);
        assertThatThrownBy(() -> one.add(its, NORMAL, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(other.remove(its)).isTrue();
        assertThat(one.add(its, its.priority(), its.key(), its.queuedCostNs())).isTrue();
        assertThat(one.costNs()).isEqualTo(30);
        assertThat(other.costNs()).isZero();
    }

    @Test
    void shouldTakeNothingWhenNothingIsWantedOrWaits() {
        TaskQueue<Item> queue = new TaskQueue<>(4);
        Item[] target = new Item[TaskQueue.DEFAULT_BATCH];
        assertThat(queue.pollBatch(target, TaskQueue.DEFAULT_BATCH)).isZero();
        assertThat(queue.poll()).isNull();
        queue.add(new Item(1), NORMAL, 0, 0);
        assertThat(queue.pollBatch(target, 0)).isZero();
        assertThat(queue.pollBatch(target, -1)).isZero();
        assertThat(queue.copyFirst(target, -1)).isZero();
        assertThat(queue.pollBatch(new Item[0], 1)).isZero();
        assertThat(queue.depth()).isOne();
    }

    @Test
    void shouldSayWhatIsWrongWhenAskedForTheImpossible() {
        assertThatThrownBy(() -> new TaskQueue<Item>(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity=0 (expected: 1 and up)");
        TaskQueue<Item> queue = new TaskQueue<>(4);
        for (int priority : new int[] {-1, Priority.COUNT}) {
            assertThatThrownBy(() -> queue.add(new Item(1), priority, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("priority=" + priority);
        }
        assertThatThrownBy(() -> queue.add(new Item(1), NORMAL, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("costNs=-1");
        assertThat(queue.isEmpty()).isTrue();
    }
}
