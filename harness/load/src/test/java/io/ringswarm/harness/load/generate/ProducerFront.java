package io.ringswarm.harness.load.generate;

import io.ringswarm.harness.load.schedule.Schedule;

/** Another producer, for tests that change a part of it. */
public class ProducerFront implements Producer {
    private final Producer producer;

    /** In front of another one. */
    public ProducerFront(Producer producer) {
        this.producer = producer;
    }

    @Override
    public Share share() {
        return producer.share();
    }

    @Override
    public void openLoop(Schedule schedule, long startNs) {
        producer.openLoop(schedule, startNs);
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
