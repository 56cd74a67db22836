package io.ringswarm.engine.work.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class IdempotencyWindowTest {
    private static final int KIND = 2;
    private static final long WINDOW_NS = 1_000;

    private static IdempotencyWindow<String> window(int maxCount) {
        return new IdempotencyWindow<>(maxCount, Duration.ofNanos(WINDOW_NS));
    }

    private static boolean remember(IdempotencyWindow<String> window, String key, String end, long nowNs) {
        byte[] bytes = ("<" + key + ">").getBytes(UTF_8);
        return window.remember(KIND, bytes, 1, bytes.length - 2, end, nowNs);
    }

    private static String find(IdempotencyWindow<String> window, String key, long nowNs) {
        byte[] bytes = key.getBytes(UTF_8);
        return window.find(KIND, bytes, 0, bytes.length, nowNs);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -500, Long.MAX_VALUE - 500})
    void shouldForgetWhenTheTimeIsReached(long startNs) {
        IdempotencyWindow<String> window = window(10);
        remember(window, "a", "end of a", startNs);
        assertThat(find(window, "a", startNs + WINDOW_NS - 1)).isEqualTo("end of a");
        assertThat(find(window, "a", startNs + WINDOW_NS)).isNull();
        assertThat(window.count()).isZero();
        assertThat(window.forgottenEarly()).isZero();
    }

    @Test
    void shouldKeepTheFirstEndWhenAnotherComes() {
        IdempotencyWindow<String> window = window(10);
        assertThat(remember(window, "a", "first", 0)).isTrue();
        assertThat(remember(window, "a", "second", 10)).isFalse();
        assertThat(find(window, "a", 20)).isEqualTo("first");
        byte[] key = {'a'};
        assertThat(window.find(KIND + 1, key, 0, 1, 20)).as("another kind").isNull();
        assertThat(remember(window, "a", "third", WINDOW_NS)).isTrue();
    }

    @Test
    void shouldForgetTheOldestAndSaySoWhenThereAreTooMany() {
        IdempotencyWindow<String> window = window(2);
        remember(window, "a", "1", 0);
        remember(window, "b", "2", 1);
        find(window, "a", 2); // looking does not make it newer
        remember(window, "c", "3", 3);
        assertThat(find(window, "a", 4)).isNull();
        assertThat(find(window, "b", 4)).isEqualTo("2");
        assertThat(find(window, "c", 4)).isEqualTo("3");
        assertThat(window.forgottenEarly()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 100})
    void shouldAgreeWithAMapInOrderWhenKeysCollideAndTimeGoesOn(int maxCount) {
        record End(String end, long sinceNs) {}
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        boolean colliding = random.nextBoolean();
        IdempotencyWindow<String> window = new IdempotencyWindow<>(
                maxCount,
                Duration.ofNanos(WINDOW_NS),
                colliding ? (kind, bytes, offset, length) -> 42 : ContentHash.FOLDED);
        Map<String, End> model = new LinkedHashMap<>();
        long nowNs = Long.MAX_VALUE - 20_000; // wraps around on the way
        long early = 0;
        for (int step = 0; step < 20_000; step++) {
            nowNs += random.nextInt(20);
            long now = nowNs;
            model.values().removeIf(each -> now - each.sinceNs >= WINDOW_NS);
            String key = "key " + random.nextInt(150);
            if (random.nextBoolean()) {
                boolean isNew = !model.containsKey(key);
                assertThat(remember(window, key, "end " + step, nowNs))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(isNew);
                if (isNew) {
                    if (model.size() == maxCount) {
                        model.remove(model.keySet().iterator().next());
                        early++;
                    }
                    model.put(key, new End("end " + step, nowNs));
                }
            } else {
                End expected = model.get(key);
                assertThat(find(window, key, nowNs))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected == null ? null : expected.end);
            }
            assertThat(window.count()).isEqualTo(model.size());
        }
        assertThat(window.forgottenEarly()).as("seed %d", seed).isEqualTo(early);
    }

    @Test
    void shouldSayWhatIsWrongWhenABoundIs() {
        assertThatThrownBy(() -> window(0)).hasMessageStartingWith("maxCount=0");
        assertThatThrownBy(() -> new IdempotencyWindow<>(1, Duration.ZERO)).hasMessageContaining("window=PT0S");
        assertThatThrownBy(() -> new IdempotencyWindow<>(1, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
