package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.ProducerFront;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.reports.run.RunReport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs of which a part is broken: each ends with a verdict that names it, and none with an exception. */
@Timeout(60)
class BrokenRunTest {
    private static final String SHARD = "ringswarm-shard-";
    private static final long BEHIND_NS = 3_600_000_000_000L;

    @Test
    void shouldBeInvalidWhenTheClockRunsBackwardsBetweenSenderAndAgent() {
        RunReport report = run(load -> new WorkloadFront(load) {
            @Override
            public void prepare(EngineContext context) {
                super.prepare(context);
                context.clock(() -> System.nanoTime() - (isShard() ? BEHIND_NS : 0));
            }
        });

        assertThat(report.verdict().reasons()).anyMatch(Sentence.BELOW_ZERO::fits);
        assertThat(report.verdict().exitCode()).isEqualTo(3);
        assertThat(report.counts().lost()).isZero();
    }

    @Test
    void shouldBeInvalidWhenAProducerDies() {
        RunReport report = run(load -> new WorkloadFront(load) {
            @Override
            public Producer producer(int number, Engine engine) {
                return new ProducerFront(super.producer(number, engine)) {
                    @Override
                    public void openLoop(Schedule schedule, long startNs) {
                        throw new IllegalStateException("planted");
                    }
                };
            }
        });

        assertThat(report.verdict().reasons()).contains("A producer failed: java.lang.IllegalStateException: planted.");
        assertThat(report.verdict().exitCode()).isEqualTo(3);
        assertThat(report.counts().handled()).isZero();
    }

    @Test
    void shouldFailWhenAShardDies() {
        RunReport report = run(load -> new WorkloadFront(load) {
            @Override
            public void prepare(EngineContext context) {
                super.prepare(context);
                context.idleStrategy(() -> new Dying(System.nanoTime() + 400_000_000L));
            }
        });

        assertThat(report.verdict().reasons()).anyMatch(Sentence.ENGINE_FAILED::fits);
        assertThat(report.verdict().exitCode()).isEqualTo(1);
    }

    private static RunReport run(UnaryOperator<Workload> front) {
        return new Trial("default")
                .with("--rate", "2k")
                .with("--slo", "lost<=1000000")
                .with("--warmup", "0")
                .with("-d", "500ms")
                .run(config -> front.apply(Workloads.of(config)));
    }

    private static boolean isShard() {
        return Thread.currentThread().getName().startsWith(SHARD);
    }

    /** Idles as usual, until it dies. */
    private static final class Dying implements IdleStrategy {
        private final IdleStrategy idle = new Backoff();
        private final long dieNs;

        Dying(long dieNs) {
            this.dieNs = dieNs;
        }

        @Override
        public void idle(Doorbell doorbell) {
            if (System.nanoTime() - dieNs > 0) {
                throw new AssertionError("planted");
            }
            idle.idle(doorbell);
        }

        @Override
        public void reset() {
            idle.reset();
        }

        @Override
        public boolean parks() {
            return idle.parks();
        }

        @Override
        public boolean occupiesCore() {
            return idle.occupiesCore();
        }
    }
}
