package io.ringswarm.harness.load.selftest;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.Share;
import io.ringswarm.harness.load.generate.UnsentListener;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.schedule.Schedule;
import java.util.function.LongUnaryOperator;

/** A load whose producer says of messages that they were due at other times than the schedule has. */
final class TamperedLoad implements Workload {
    private final Workload load;
    private final Tampering tampering;

    TamperedLoad(Workload load, Tampering tampering) {
        this.load = load;
        this.tampering = tampering;
    }

    /** Makes new due times of the true ones, both ns since the start. */
    interface Tampering {
        LongUnaryOperator from(long startNs);
    }

    @Override
    public void prepare(EngineContext context) {
        load.prepare(context);
    }

    @Override
    public void populate(Engine engine) {
        load.populate(engine);
    }

    @Override
    public Producer producer(int number, Engine engine) {
        return new TamperedProducer(load.producer(number, engine), tampering);
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return load.flow(counters);
    }

    @Override
    public Seen seen() {
        return load.seen();
    }

    private record TamperedProducer(Producer producer, Tampering tampering) implements Producer {
        @Override
        public Share share() {
            return producer.share();
        }

        @Override
        public void openLoop(Schedule schedule, long startNs) {
            producer.openLoop(new TamperedSchedule(schedule, tampering.from(startNs)), startNs);
        }

        @Override
        public void closedLoop(long endNs) {
            producer.closedLoop(endNs);
        }

        @Override
        public boolean drain(long untilNs) {
            return producer.drain(untilNs);
        }

        @Override
        public void reset() {
            producer.reset();
        }

        @Override
        public long accepted() {
            return producer.accepted();
        }

        @Override
        public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
            return producer.unsentByItself(schedule, elapsedNs, startNs);
        }

        @Override
        public void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, UnsentListener listener) {
            producer.forEachUnsent(schedule, elapsedNs, startNs, listener);
        }

        @Override
        public void close() {
            producer.close();
        }
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
