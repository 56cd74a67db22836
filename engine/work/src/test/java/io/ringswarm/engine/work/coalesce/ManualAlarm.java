package io.ringswarm.engine.work.coalesce;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when it is told to. One thread. */
final class ManualAlarm implements Alarm {
    private final PriorityQueue<Set> pending = new PriorityQueue<>(Comparator.comparingLong(Set::dueNs));
    private long nowNs;

    private record Set(long dueNs, Runnable action) {}

    @Override
    public Runnable after(Duration delay, Runnable action) {
        Set set = new Set(nowNs + delay.toNanos(), action);
        pending.add(set);
        return () -> pending.removeIf(other -> other == set);
    }

    void advance(Duration duration) {
        long untilNs = nowNs + duration.toNanos();
        while (!pending.isEmpty() && pending.peek().dueNs <= untilNs) {
            Set set = pending.poll();
            nowNs = set.dueNs;
            set.action.run();
        }
        nowNs = untilNs;
    }

    long nowNs() {
        return nowNs;
    }

    int pending() {
        return pending.size();
    }
}
