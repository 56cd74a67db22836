package io.ringswarm.engine.work.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResultCacheTest {
    private static final int KIND = 3;

    private final ManualClock clock = new ManualClock();

    @Test
    void shouldGiveTheResultWhenAllBytesAreTheSame() {
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        put(cache, KIND, "payload", "result");
        byte[] elsewhere = "xxpayloadyy".getBytes(UTF_8);
        assertThat(cache.get(KIND, elsewhere, 2, 7)).isEqualTo("result".getBytes(UTF_8));
        assertThat(cache.get(KIND, elsewhere, 2, 6)).isNull();
        assertThat(cache.get(KIND, elsewhere, 1, 7)).isNull();
        assertThat(cache.get(KIND + 1, elsewhere, 2, 7)).isNull();
        assertThat(cache.hits()).isOne();
        assertThat(cache.misses()).isEqualTo(3);
    }

    @Test
    void shouldKeepItsOwnBytesWhenTheCallersChange() {
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        byte[] payload = "payload".getBytes(UTF_8);
        byte[] result = "-result-".getBytes(UTF_8);
        cache.put(KIND, payload, 0, 7, result, 1, 6);
        payload[0] = 'P';
        result[1] = 'R';
        assertThat(get(cache, KIND, "payload")).isEqualTo("result");
        assertThat(get(cache, KIND, "Payload")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 200, 5_000})
    void shouldTellPayloadsApartWhenOneBitDiffers(int length) {
        long seed = new Random().nextLong();
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        byte[] payload = new byte[length];
        new Random(seed).nextBytes(payload);
        cache.put(KIND, payload, 0, length, new byte[0], 0, 0);
        assertThat(cache.get(KIND, payload, 0, length)).as("seed %d", seed).isEmpty();
        for (int bit = 0; bit < length * Byte.SIZE; bit++) {
            payload[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(cache.get(KIND, payload, 0, length))
                    .as("seed %d, bit %d", seed, bit)
                    .isNull();
            payload[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
    }

    @Test
    void shouldCompareTheBytesWhenHashesAreEqual() {
        ResultCache cache =
                new ResultCache(CacheOptions.DEFAULT, clock, Runnable::run, (kind, bytes, offset, length) -> 42);
        for (int i = 0; i < 100; i++) {
            put(cache, i % 2, "same length " + i % 10 + i / 10, "result " + i);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(get(cache, i % 2, "same length " + i % 10 + i / 10)).isEqualTo("result " + i);
            assertThat(get(cache, 1 - i % 2, "same length " + i % 10 + i / 10)).isNull();
        }
    }

    @Test
    void shouldSpreadHashesWhenPayloadsAreAlike() {
        int keys = 20_000;
        int cells = 256;
        for (int shift : new int[] {0, 24, 56}) {
            int[] counts = new int[cells];
            for (int i = 0; i < keys; i++) {
                byte[] payload = ("order-" + i).getBytes(UTF_8);
                counts[(int) (ContentHash.FOLDED.of(KIND, payload, 0, payload.length) >>> shift) & cells - 1]++;
            }
            double expected = (double) keys / cells;
            double chiSquare = 0;
            for (int count : counts) {
                chiSquare += (count - expected) * (count - expected) / expected;
            }
            assertThat(chiSquare)
                    .as("bits from %d; 255 degrees of freedom: 377 is exceeded by chance once in a million", shift)
                    .isLessThan(377);
        }
    }

    @Test
    void shouldForgetWhenTheTimeIsReached() {
        Duration ttl = Duration.ofMinutes(5);
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        assertThat(cache.ttl()).isEqualTo(ttl);
        put(cache, KIND, "payload", "result");
        clock.advance(ttl.minusNanos(1));
        assertThat(get(cache, KIND, "payload")).isEqualTo("result");
        clock.advance(Duration.ofNanos(1));
        assertThat(get(cache, KIND, "payload")).isNull();
        cache.sweep();
        assertThat(cache.entries()).isZero();
        assertThat(cache.evictions()).isOne();
        put(cache, KIND, "payload", "newer");
        assertThat(get(cache, KIND, "payload")).isEqualTo("newer");
    }

    @Test
    void shouldApplyAnotherTimeToWhatIsThereWhenChanged() {
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        put(cache, KIND, "payload", "result");
        clock.advance(Duration.ofSeconds(10));
        cache.ttl(Duration.ofSeconds(10));
        assertThat(get(cache, KIND, "payload")).isNull();
        cache.ttl(Duration.ofSeconds(11));
        put(cache, KIND, "payload", "newer");
        clock.advance(Duration.ofSeconds(10));
        assertThat(get(cache, KIND, "payload")).isEqualTo("newer");
        assertThat(cache.ttl()).isEqualTo(Duration.ofSeconds(11));
        assertThatThrownBy(() -> cache.ttl(Duration.ZERO)).hasMessageStartingWith("ttl=PT0S (expected: a positive");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100})
    void shouldKeepToBothBoundsWhenMuchIsPut(int maxEntries) {
        long maxBytes = 20_000;
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ResultCache cache =
                new ResultCache(CacheOptions.DEFAULT.withMaxBytes(maxBytes).withMaxEntries(maxEntries), clock);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int puts = 2_000;
        for (int i = 0; i < puts; i++) {
            String payload = "payload " + i;
            int size = random.nextInt(2_000);
            assertThat(cache.put(KIND, payload.getBytes(UTF_8), 0, payload.length(), new byte[size], 0, size))
                    .isTrue();
            sizes.put(payload, size);
        }
        long kept = 0;
        long bytes = 0;
        for (Map.Entry<String, Integer> each : sizes.entrySet()) {
            if (get(cache, KIND, each.getKey()) != null) {
                kept++;
                bytes += ResultCache.ENTRY_BYTES + each.getKey().length() + each.getValue();
            }
        }
        assertThat(kept).as("seed %d", seed).isBetween(1L, (long) maxEntries).isEqualTo(cache.entries());
        assertThat(bytes).as("seed %d", seed).isLessThanOrEqualTo(maxBytes);
        assertThat(cache.evictions()).isEqualTo(puts - kept);
        assertThat(cache.hits()).isEqualTo(kept);
        assertThat(cache.misses()).isEqualTo(puts - kept);
    }

    @Test
    void shouldComeDownToItsBoundsWhenUpkeepIsGivenAwayAndHasRun() {
        Queue<Runnable> upkeep = new ArrayDeque<>();
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT.withMaxEntries(10), clock, upkeep::add);
        for (int i = 0; i < 20; i++) {
            put(cache, KIND, "payload " + i, "result");
        }
        assertThat(cache.entries()).isEqualTo(20);
        assertThat(upkeep).isNotEmpty();
        while (!upkeep.isEmpty()) {
            upkeep.remove().run();
        }
        assertThat(cache.entries()).isEqualTo(10);
    }

    @Test
    void shouldRefuseAResultWhenItCanNeverFit() {
        int maxBytes = 1_000;
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT.withMaxBytes(maxBytes), clock);
        int largest = maxBytes - ResultCache.ENTRY_BYTES;
        assertThat(cache.put(KIND, new byte[0], 0, 0, new byte[largest + 1], 0, largest + 1))
                .isFalse();
        assertThat(cache.entries()).isZero();
        assertThat(cache.put(KIND, new byte[0], 0, 0, new byte[largest], 0, largest))
                .isTrue();
        assertThat(cache.get(KIND, new byte[0], 0, 0)).hasSize(largest);
    }

    @Test
    void shouldKeepWhatIsWantedOftenWhenManyComeOnce() {
        int capacity = 100;
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT.withMaxEntries(capacity), clock);
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < capacity / 2; i++) {
            wanted.add("wanted " + i);
            put(cache, KIND, wanted.get(i), "result");
        }
        for (int round = 0; round < 10; round++) {
            wanted.forEach(each -> get(cache, KIND, each));
        }
        for (int i = 0; i < 10 * capacity; i++) {
            put(cache, KIND, "once " + i, "result"); // least recently used first would drop all that are wanted
        }
        assertThat(wanted.stream().filter(each -> get(cache, KIND, each) != null))
                .hasSizeGreaterThan(capacity / 2 * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource({"true, 0.7", "false, 0.95"})
    void shouldHitNearlyAsOftenAsLeastRecentlyUsedWhenEitherTellsMore(boolean recency, double share) {
        int capacity = 200;
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT.withMaxEntries(capacity), clock);
        Map<String, String> leastRecent = new LinkedHashMap<>(capacity, 0.75f, true);
        int hits = 0;
        int steps = 100_000;
        for (int step = 0; step < steps; step++) {
            // Recent ones: the newer the likelier, moving on for ever. Otherwise: some always likelier than others.
            int drawn = (int) (-Math.log(1 - random.nextDouble()) * capacity / 2);
            String payload = "payload " + (recency ? step / 10 - drawn : drawn);
            if (get(cache, KIND, payload) == null) {
                put(cache, KIND, payload, "result");
            }
            if (leastRecent.get(payload) != null) {
                hits++;
            } else {
                leastRecent.put(payload, "result");
                if (leastRecent.size() > capacity) {
                    leastRecent.remove(leastRecent.keySet().iterator().next());
                }
            }
        }
        assertThat((double) cache.hits() / hits).as("seed %d", seed).isGreaterThan(share);
        assertThat(cache.hits() + cache.misses()).isEqualTo(steps);
    }

    @Test
    void shouldCountExactlyWhenFourThreadsGetAndPut() throws Exception {
        int threads = 4;
        int looks = 50_000;
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT.withMaxEntries(300), clock);
        long seed = new Random().nextLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> found = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(seed + thread);
                found.add(pool.submit(() -> look(cache, random, looks)));
            }
            long hits = 0;
            for (Future<Long> each : found) {
                hits += each.get();
            }
            assertThat(hits).as("seed %d", seed).isPositive();
            assertThat(cache.hits()).as("seed %d", seed).isEqualTo(hits);
            assertThat(cache.misses()).as("seed %d", seed).isEqualTo((long) threads * looks - hits);
        } finally {
            pool.shutdownNow();
        }
        cache.sweep();
        assertThat(cache.entries()).isLessThanOrEqualTo(300);
    }

    private static long look(ResultCache cache, Random random, int looks) {
        long hits = 0;
        for (int i = 0; i < looks; i++) {
            String payload = "payload " + random.nextInt(400);
            String result = get(cache, KIND, payload);
            if (result == null) {
                put(cache, KIND, payload, "result of " + payload);
            } else {
                assertThat(result).isEqualTo("result of " + payload);
                hits++;
            }
        }
        return hits;
    }

    @Test
    void shouldSayWhatIsWrongWhenOptionsOrRangesAre() {
        assertThatThrownBy(() -> new CacheOptions(0, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("maxBytes=0 (", "maxEntries=0 (", "ttl=PT0S (");
        assertThatThrownBy(() -> CacheOptions.DEFAULT.withTtl(null)).hasMessageContaining("ttl=null (");
        ResultCache cache = new ResultCache(CacheOptions.DEFAULT, clock);
        assertThatThrownBy(() -> cache.get(KIND, new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cache.put(KIND, new byte[4], 0, 4, new byte[1], 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(cache.misses()).isZero();
    }

    private static void put(ResultCache cache, int kind, String payload, String result) {
        byte[] bytes = payload.getBytes(UTF_8);
        byte[] resultBytes = result.getBytes(UTF_8);
        assertThat(cache.put(kind, bytes, 0, bytes.length, resultBytes, 0, resultBytes.length))
                .isTrue();
    }

    private static String get(ResultCache cache, int kind, String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        byte[] result = cache.get(kind, bytes, 0, bytes.length);
        return result == null ? null : new String(result, UTF_8);
    }
}
