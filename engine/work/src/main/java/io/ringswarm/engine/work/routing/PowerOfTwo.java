package io.ringswarm.engine.work.routing;

import java.util.random.RandomGenerator;

/**
 * The better of two workers drawn by chance. Two choices instead of one bring the longest queue of n from about log n / log
 * log n down to log log n / log 2: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE
 * Transactions on Parallel and Distributed Systems 12(10), 2001. Unlike the least of all, the better of two does not send
 * everything to one worker while its load is being learnt.
 *
 * <p>Better is who has the smaller cost, time x (outstanding + 1) / slots. The time is the peak EWMA of its tasks' times, an
 * idea of Twitter's Finagle (com.twitter.finagle.loadbalancer.PeakEwma), whose cost is that of a worker with one slot. As
 * long as none of its tasks has ended, it is the mean estimate of those that are outstanding and of this one; without
 * estimates, the other one's time. A choice takes constant time, and nothing is kept that a change would touch.
 */
final class PowerOfTwo implements Strategy {
    private final RandomGenerator random;
    private final Places places = new Places();

    PowerOfTwo(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        int size = places.size();
        if (size < 2) {
            return size == 0 ? null : places.at(0);
        }
        int first = random.nextInt(size);
        int second = random.nextInt(size - 1);
        return better(places.at(first), places.at(second < first ? second : second + 1), task.costNs(), nowNs);
    }

    @Override
    public void added(WorkerView worker) {
        places.add(worker);
    }

    @Override
    public void removed(WorkerView worker) {
        places.remove(worker);
    }

    private static WorkerView better(WorkerView one, WorkerView other, long costNs, long nowNs) {
        double oneNs = timeNs(one, costNs, nowNs);
        double otherNs = timeNs(other, costNs, nowNs);
        if (oneNs <= 0) {
            oneNs = otherNs > 0 ? otherNs : 1;
        }
        if (otherNs <= 0) {
            otherNs = oneNs;
        }
        return otherNs * (other.outstanding() + 1) / other.slots() < oneNs * (one.outstanding() + 1) / one.slots()
                ? other
                : one;
    }

    private static double timeNs(WorkerView worker, long costNs, long nowNs) {
        double peakNs = worker.peakEwmaNs(nowNs);
        return peakNs > 0 ? peakNs : (double) (worker.outstandingCostNs() + costNs) / (worker.outstanding() + 1);
    }
}
