package io.ringswarm.harness.load.tasks;

import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of one worker, look by look, in no more than {@link WorkerSeries#MAX_SAMPLES} samples however long it goes on: when there
 * is no more room, each two samples become one, and from then on a sample takes twice as many looks. Of its looks a sample keeps the most
 * tasks, the mean load score, and the least usual state; it is {@link WorkerState#GONE} only when the worker was not there in any.
 *
 * <p>All timelines of a run that are given a look at the same times have samples of the same times. Confined to a thread.
 */
public final class WorkerTimeline {
    private final List<Sample> samples = new ArrayList<>();
    private int looksPerSample = 1;
    private Sample open;

    /** Some looks that follow each other; of the load only those count in which the worker was there. */
    private record Sample(int looks, int looksThere, int inHand, int queued, double loadSum, WorkerState state) {
        Sample and(Sample next) {
            return new Sample(
                    looks + next.looks,
                    looksThere + next.looksThere,
                    Math.max(inHand, next.inHand),
                    Math.max(queued, next.queued),
                    loadSum + next.loadSum,
                    leastUsual(state, next.state));
        }

        double loadScore() {
            return looksThere == 0 ? 0 : loadSum / looksThere;
        }

        private static WorkerState leastUsual(WorkerState one, WorkerState other) {
            if (one == WorkerState.GONE) {
                return other;
            }
            return other == WorkerState.GONE || one.compareTo(other) >= 0 ? one : other;
        }
    }

    /**
     * Takes down a look at the worker.
     *
     * @param inHand tasks handed to it and not ended
     * @param queued tasks that wait for it
     * @param loadScore its load score, 0 to 100; does not count where it is gone
     * @param state its state
     */
    public void look(int inHand, int queued, double loadScore, WorkerState state) {
        boolean there = state != WorkerState.GONE;
        Sample look = new Sample(1, there ? 1 : 0, inHand, queued, there ? loadScore : 0, state);
        open = open == null ? look : open.and(look);
        if (open.looks() < looksPerSample) {
            return;
        }
        samples.add(open);
        open = null;
        if (samples.size() == WorkerSeries.MAX_SAMPLES) {
            for (int i = 0; i < samples.size() / 2; i++) {
                samples.set(i, samples.get(2 * i).and(samples.get(2 * i + 1)));
            }
            samples.subList(samples.size() / 2, samples.size()).clear();
            looksPerSample *= 2;
        }
    }

    /**
     * How many looks one sample stands for.
     *
     * @return a power of two: times what lies between two looks it is {@code tasks.sampleNs}
     */
    public int looksPerSample() {
        return looksPerSample;
    }

    /**
     * What was seen so far. Looks after the last whole sample are left out, so that all samples are as long.
     *
     * @return the series of the report
     */
    public WorkerSeries series() {
        return WorkerSeries.of(
                samples.stream().map(Sample::inHand).toList(),
                samples.stream().map(Sample::queued).toList(),
                samples.stream().map(Sample::loadScore).toList(),
                samples.stream().map(Sample::state).toList());
    }
}
