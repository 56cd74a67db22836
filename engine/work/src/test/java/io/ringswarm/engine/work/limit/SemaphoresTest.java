package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class SemaphoresTest {
    private final Semaphores semaphores =
            Semaphores.builder().declare("db", 2).declare("gpu", 1).build();
    private final long db = semaphores.mask(List.of("db"));
    private final long gpu = semaphores.mask(List.of("gpu"));

    @Test
    void shouldTakeAllOrNothingWhenOneIsExhausted() {
        assertThat(semaphores.tryAcquire(db | gpu)).isTrue();
        assertThat(semaphores.tryAcquire(db | gpu)).isFalse();

        assertThat(semaphores.available(semaphores.id("db"))).isEqualTo(1);
        assertThat(semaphores.refused(semaphores.id("gpu"))).isEqualTo(1);
        assertThat(semaphores.refused(semaphores.id("db"))).isZero();
        assertThat(semaphores.tryAcquire(db)).isTrue();
        assertThat(semaphores.tryAcquire(0)).as("needs nothing").isTrue();
    }

    @Test
    void shouldNameTheSemaphoreAndGiveNothingBackWhenReleasedTooOften() {
        semaphores.tryAcquire(db);

        assertThatThrownBy(() -> semaphores.release(db | gpu))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("semaphore gpu released more often than acquired (permits=1, all available)");
        assertThat(semaphores.available(semaphores.id("db"))).isEqualTo(1);
        assertThat(semaphores.available(semaphores.id("gpu"))).isEqualTo(1);
    }

    @ParameterizedTest(name = "semaphores={0} seed={1}")
    @CsvSource({"1, 1", "2, 2", "5, 3", "63, 4", "64, 5"})
    void shouldLeakNothingWhenTasksComeAndGoAtRandom(int size, long seed) {
        Random random = new Random(seed);
        Semaphores.Builder builder = Semaphores.builder();
        for (int id = 0; id < size; id++) {
            builder.declare("s" + id, 1 + random.nextInt(4));
        }
        Semaphores some = builder.build();
        int[] held = new int[size];
        List<Long> tasks = new ArrayList<>();
        long refused = 0;
        for (int i = 0; i < 100_000; i++) {
            if (tasks.isEmpty() || random.nextInt(5) < 3) {
                long mask = random.nextLong() & random.nextLong() & random.nextLong() & -1L >>> 64 - size;
                boolean room = true;
                for (int id = 0; id < size; id++) {
                    room &= (mask >> id & 1) == 0 || held[id] < some.permits(id);
                }
                assertThat(some.tryAcquire(mask)).as("seed=%d i=%d", seed, i).isEqualTo(room);
                if (room) {
                    tasks.add(mask);
                    count(held, mask, 1);
                } else {
                    refused++;
                }
            } else {
                long mask = tasks.remove(random.nextInt(tasks.size()));
                some.release(mask);
                count(held, mask, -1);
            }
        }
        for (int id = 0; id < size; id++) {
            assertThat(some.permits(id) - some.available(id)).isEqualTo(held[id]);
        }
        tasks.forEach(some::release);
        for (int id = 0; id < size; id++) {
            assertThat(some.available(id)).isEqualTo(some.permits(id));
            assertThat(some.acquired(id)).isPositive();
        }
        assertThat(refused).isPositive();
    }

    private static void count(int[] held, long mask, int by) {
        for (int id = 0; id < held.length; id++) {
            held[id] += (int) (mask >> id & 1) * by;
        }
    }

    @Test
    void shouldNumberThemInOrderWhenDeclared() {
        assertThat(semaphores.size()).isEqualTo(2);
        assertThat(semaphores.name(1)).isEqualTo("gpu");
        assertThat(semaphores.permits(0)).isEqualTo(2);
        assertThat(db).isEqualTo(1);
        assertThat(gpu).isEqualTo(2);
    }

    @Test
    void shouldSayWhichThereAreWhenANameOrABitIsUnknown() {
        assertThatThrownBy(() -> semaphores.id("disk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("semaphore=disk (expected: one of [db, gpu])");
        assertThatThrownBy(() -> semaphores.tryAcquire(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mask=0x4 (expected: bits within 0x3");
        assertThatThrownBy(() -> Semaphores.none().release(1)).hasMessageContaining("mask=0x1");
    }

    @Test
    void shouldNameEveryFaultWhenDeclaredWrongly() {
        Semaphores.Builder builder = Semaphores.builder()
                .declare("db", 0)
                .declare(" ", 1)
                .declare("gpu", 1)
                .declare("gpu", 2);
        for (int i = 0; i < Semaphores.MAX; i++) {
            builder.declare("s" + i, 1);
        }
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semaphores=67 (expected: 0 to 64)")
                .hasMessageContaining("permits of db=0")
                .hasMessageContaining("semaphore=  (expected: a name that is not blank)")
                .hasMessageContaining("semaphore=gpu (expected: to be declared once)");
    }
}
