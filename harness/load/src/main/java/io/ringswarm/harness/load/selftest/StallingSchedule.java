package io.ringswarm.harness.load.selftest;

import io.ringswarm.harness.load.schedule.Schedule;

/** Another schedule, at whose stall the generator's thread stands still once, as it looks when the next message is due. */
final class StallingSchedule implements Schedule {
    private final Schedule schedule;
    private final StallWitness witness;
    private final long stallAtNs;
    private final long stallNs;
    private boolean stalled;

    /**
     * A schedule.
     *
     * @param stallAtNs at the first message due then or later, ns since the start
     * @param stallNs for so long; 0 for no stall
     */
    StallingSchedule(Schedule schedule, StallWitness witness, long stallAtNs, long stallNs) {
        this.schedule = schedule;
        this.witness = witness;
        this.stallAtNs = stallAtNs;
        this.stallNs = stallNs;
    }

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
        long dueNs = schedule.dueNs(index);
        if (witness.generatorLooks()) {
            if (!stalled && stallNs > 0 && dueNs >= stallAtNs) {
                stalled = true;
                long fromNs = System.nanoTime();
                Pause.until(fromNs + stallNs);
                witness.stalled(fromNs, System.nanoTime());
            }
            witness.generatorGoesOn();
        }
        return dueNs;
    }

    @Override
    public long agent(long index) {
        return schedule.agent(index);
    }

    @Override
    public int type(long index) {
        return schedule.type(index);
    }

    @Override
    public long dueBefore(long elapsedNs) {
        return schedule.dueBefore(elapsedNs);
    }

    /** Without a stall, and unseen by the witness. */
    @Override
    public Schedule forWarmUp(long durationNs) {
        return schedule.forWarmUp(durationNs);
    }
}
