package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the desk calls for each task allocates nothing once it is warm. */
@Timeout(60)
class LimitAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 12;
    private static final int CALLS = 100_000;
    private static final long TOLERANCE_BYTES = 8_000;
    private static final int WORKERS = 10_000;
    private static final long US = 1_000;

    private long nowNs;
    private int calls;
    private int refused;

    @Test
    void shouldAllocateNothingWhenPermitsAreTakenAndRefused() {
        RateLimit limit = new RateLimit(Rate.perSecond(333_333), 0);
        assertNoneWhenWarm(() -> {
            nowNs += US;
            limit.tryAcquire(nowNs);
            limit.acquireUpTo(25, nowNs);
        });
    }

    @Test
    void shouldAllocateNothingForASampleWhenNoWindowEnds() {
        ConcurrencyLimit limit = ConcurrencyOptions.adaptive().create();
        assertNoneWhenWarm(() -> limit.onSample(nowNs, 20 * US, 20, false));
    }

    /** Windows of 10,000 samples, and a new base after a hundred windows: the little that they allocate is within what is tolerated. */
    @Test
    void shouldAllocateLittleWhenWindowsEnd() {
        for (String algorithm :
                List.of(ConcurrencyOptions.GRADIENT2, ConcurrencyOptions.VEGAS, ConcurrencyOptions.AIMD)) {
            ConcurrencyLimit limit = ConcurrencyOptions.named(algorithm).create();
            assertNoneWhenWarm(() -> {
                nowNs += 10 * US;
                limit.onSample(nowNs, 20 * US, 20, false);
            });
        }
    }

    @Test
    void shouldAllocateNothingWhenSemaphoresAreTakenAndGivenBack() {
        Semaphores semaphores =
                Semaphores.builder().declare("db", 1).declare("gpu", 1).build();
        long mask = semaphores.mask(List.of("gpu", "db"));
        assertNoneWhenWarm(() -> {
            assertThatItWas(true, semaphores.tryAcquire(mask));
            assertThatItWas(false, semaphores.tryAcquire(mask));
            semaphores.release(mask);
        });
    }

    private static void assertThatItWas(boolean expected, boolean was) {
        if (expected != was) {
            throw new AssertionError("expected " + expected);
        }
    }

    @Test
    void shouldAllocateNothingWhenABreakerTripsAndCloses() {
        CircuitBreaker breaker = new CircuitBreaker(CircuitBreakerOptions.standard());
        assertNoneWhenWarm(() -> {
            nowNs += 500_000 * US;
            if (breaker.allows(nowNs)) {
                breaker.started(nowNs);
                if (calls++ / 64 % 2 == 0) {
                    breaker.failed(0, nowNs);
                } else {
                    breaker.succeeded(0, nowNs);
                }
            } else {
                refused++;
            }
        });
        assertThat(breaker.trips()).isGreaterThan(1_000);
        assertThat(refused).isPositive();
    }

    @Test
    void shouldTakeUnderTwoMegabytesForTenThousandBreakersWhenEachHasSeenTrouble() {
        CircuitBreaker[] breakers = new CircuitBreaker[WORKERS];
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < WORKERS; i++) {
            breakers[i] = new CircuitBreaker(CircuitBreakerOptions.standard());
        }
        long well = THREADS.getCurrentThreadAllocatedBytes() - before;
        for (CircuitBreaker breaker : breakers) {
            breaker.started(nowNs);
            breaker.failed(61_000_000 * US, nowNs + 61_000_000 * US);
        }
        long troubled = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(breakers).allMatch(breaker -> breaker.state() == CircuitBreaker.State.CLOSED);
        assertThat(well).as("bytes while all is well").isLessThan(WORKERS * 130L);
        assertThat(troubled).as("bytes with failures and slow calls").isLessThan(WORKERS * 200L);
    }

    private static void assertNoneWhenWarm(Runnable call) {
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && bytes >= TOLERANCE_BYTES; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(bytes).as("bytes of %d calls", CALLS).isLessThan(TOLERANCE_BYTES);
    }
}
