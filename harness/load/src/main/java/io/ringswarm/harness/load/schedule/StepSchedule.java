package io.ringswarm.harness.load.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rates that follow each other, each for an equal part of the time; within its part a rate is even. Message i is due where
 * the messages of the parts before, and those of its own part up to then, add up to i. Computed anew for each message from
 * the start of its part, so that no error adds up. Immutable.
 */
public final class StepSchedule implements Schedule {
    private static final double NS_PER_SECOND = 1e9;

    /** How much rates keep of their distance from the mean in a warm-up. */
    private static final double WARM_UP_HEIGHT = 0.01;

    /** Steps of a warm-up: it passes all of them at once, and not only the first before it is steady. */
    private static final int WARM_UP_STEPS = 256;

    private final double[] perSecond;

    /** Where each part begins, and where the last one ends: in time, and in messages, which need not be whole. */
    private final long[] startNs;

    private final double[] startMessages;
    private final long count;

    /**
     * Steps.
     *
     * @param ratesPerSecond messages per second, 0 or more, one rate at least, not all 0
     * @param durationNs length of all together, a nanosecond for each rate at least
     * @throws ArithmeticException when there are more rates than {@code Long.MAX_VALUE / durationNs}
     */
    public StepSchedule(List<Double> ratesPerSecond, long durationNs) {
        int steps = ratesPerSecond.size();
        perSecond = ratesPerSecond.stream().mapToDouble(Double::doubleValue).toArray();
        startNs = new long[steps + 1];
        startMessages = new double[steps + 1];
        for (int step = 0; step < steps; step++) {
            startNs[step + 1] = Math.multiplyExact(durationNs, step + 1L) / steps;
            double seconds = (startNs[step + 1] - startNs[step]) / NS_PER_SECOND;
            startMessages[step + 1] = startMessages[step] + perSecond[step] * seconds;
        }
        count = WholeMessages.dueWithin(startMessages[steps], durationNs, this::dueNs);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long durationNs() {
        return startNs[perSecond.length];
    }

    @Override
    public long dueNs(long index) {
        int step = stepOf(index);
        double sinceNs = (index - startMessages[step]) * NS_PER_SECOND / perSecond[step];
        return Math.min(startNs[step] + (long) sinceNs, startNs[step + 1]);
    }

    /** The same steps over and over, all but even. */
    @Override
    public Schedule forWarmUp(long durationNs) {
        double mean = startMessages[perSecond.length] * NS_PER_SECOND / durationNs();
        List<Double> once = Arrays.stream(perSecond)
                .mapToObj(rate -> mean + (rate - mean) * WARM_UP_HEIGHT)
                .toList();
        List<Double> again = new ArrayList<>(once);
        while (again.size() + once.size() <= WARM_UP_STEPS) {
            again.addAll(once);
        }
        return new StepSchedule(again, Math.max(durationNs, again.size()));
    }

    /** The last step that begins with no more messages than that; so its rate is not 0. */
    private int stepOf(long index) {
        int low = 0;
        int high = perSecond.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (startMessages[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
