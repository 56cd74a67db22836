package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BalanceAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long TOLERANCE_BYTES = 8_000;
    private static final int WORKERS = 100;

    /** Queues that are nothing but numbers: each task has a load of 1. */
    private static final class Numbers implements Balanceable {
        final int[] queued = new int[WORKERS];
        final Stealing stealing = new Stealing(this);

        @Override
        public int workers() {
            return WORKERS;
        }

        @Override
        public int slots(int worker) {
            return 1;
        }

        @Override
        public long load(int worker) {
            return queued[worker];
        }

        @Override
        public int queued(int worker) {
            return queued[worker];
        }

        @Override
        public long slotful() {
            return 1;
        }

        @Override
        public long moveOne(int from, int to, long maxLoad, boolean keyedToo) {
            if (queued[from] == 0) {
                return 0;
            }
            set(from, queued[from] - 1);
            set(to, queued[to] + 1);
            return 1;
        }

        void set(int worker, int count) {
            queued[worker] = count;
            stealing.queued(worker, count);
        }
    }

    @Test
    void shouldAllocateNothingWhenWarm() {
        Numbers numbers = new Numbers();
        Rebalancer rebalancer = new Rebalancer(numbers, 1);
        long allocated = Long.MAX_VALUE;
        int moved = 0;
        for (int turn = 0; turn < 12 && allocated >= TOLERANCE_BYTES; turn++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < 1_000; round++) {
                for (int worker = 0; worker < WORKERS; worker++) {
                    numbers.set(worker, worker < 10 ? 30 : 0);
                }
                moved += numbers.stealing.steal(WORKERS - 1, 3);
                moved += rebalancer.round(round);
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(moved).isGreaterThan(100_000);
        assertThat(allocated).as("bytes in 1,000 rounds").isLessThan(TOLERANCE_BYTES);
    }
}
