package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.Engine;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.ProducerFront;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.kind.WorkloadFront;
import io.ringswarm.harness.load.schedule.Schedule;
import java.util.function.LongUnaryOperator;

/** A load whose producer says of messages that they were due at other times than the schedule has. */
final class TamperedLoad extends WorkloadFront {
    private final Tampering tampering;

    TamperedLoad(Workload load, Tampering tampering) {
        super(load);
        this.tampering = tampering;
    }

    /** Makes new due times of the true ones, both ns since the start. */
    interface Tampering {
        LongUnaryOperator from(long startNs);
    }

    @Override
    public Producer producer(int number, Engine engine) {
        return new ProducerFront(super.producer(number, engine)) {
            @Override
            public void openLoop(Schedule schedule, long startNs) {
                super.openLoop(new TamperedSchedule(schedule, tampering.from(startNs)), startNs);
            }
        };
    }

    private record TamperedSchedule(Schedule schedule, LongUnaryOperator due) implements Schedule {
        @Override
        public long count() {
            return schedule.count();
        }

        @Override
        public long durationNs() {
            return schedule.durationNs();
        }

        @Override
        public long dueNs(long index) {
            return due.applyAsLong(schedule.dueNs(index));
        }

        @Override
        public long agent(long index) {
            return schedule.agent(index);
        }

        @Override
        public int type(long index) {
            return schedule.type(index);
        }
    }
}
