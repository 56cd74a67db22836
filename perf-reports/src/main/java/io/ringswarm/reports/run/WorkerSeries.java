package io.ringswarm.reports.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A worker over time: what was seen of it in each sample. The samples of all workers of a run are of the same times,
 * {@code tasks.sampleNs} apart. At most {@value #MAX_SAMPLES}: a longer run has coarser ones.
 *
 * @param inHand tasks handed to it and not ended, sample by sample
 * @param queued tasks that wait for it, sample by sample
 * @param loadScore its load score, 0 for idle to 100, sample by sample; null when not known
 * @param states its state, from the first sample on: only those samples in which it was another than before
 */
public record WorkerSeries(
        List<Integer> inHand, List<Integer> queued, List<Double> loadScore, List<StateChange> states) {
    /** No series is longer. */
    public static final int MAX_SAMPLES = 600;

    /**
     * Checks that there are as many samples of everything, and copies the lists.
     *
     * @param inHand tasks handed to it and not ended
     * @param queued tasks that wait for it
     * @param loadScore its load score
     * @param states its state, where it changes
     */
    public WorkerSeries {
        inHand = Expect.list("tasks.workers.series.inHand", inHand);
        queued = Expect.list("tasks.workers.series.queued", queued);
        loadScore = loadScore == null ? null : Expect.list("tasks.workers.series.loadScore", loadScore);
        states = Expect.list("tasks.workers.series.states", states);
        int samples = inHand.size();
        if (samples > MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "tasks.workers.series.inHand=" + samples + " samples (expected: at most " + MAX_SAMPLES + ")");
        }
        expectSamples("queued", queued, samples);
        expectSamples("loadScore", loadScore, samples);
        inHand.forEach(tasks -> Expect.notNegative("tasks.workers.series.inHand", tasks));
        queued.forEach(tasks -> Expect.notNegative("tasks.workers.series.queued", tasks));
        if (loadScore != null) {
            loadScore.forEach(score -> Expect.notNegative("tasks.workers.series.loadScore", score));
        }
        expectInTurn(states, samples);
    }

    /**
     * Sums up what was seen sample by sample.
     *
     * @param inHand tasks handed to it and not ended
     * @param queued tasks that wait for it
     * @param loadScore its load score, 0 to 100; null when not known
     * @param state its state, one for each sample
     * @return the series
     */
    public static WorkerSeries of(
            List<Integer> inHand, List<Integer> queued, List<Double> loadScore, List<WorkerState> state) {
        expectSamples("states", state, inHand.size());
        List<StateChange> changes = new ArrayList<>();
        for (int sample = 0; sample < state.size(); sample++) {
            if (sample == 0 || state.get(sample) != state.get(sample - 1)) {
                changes.add(new StateChange(sample, state.get(sample)));
            }
        }
        return new WorkerSeries(inHand, queued, loadScore, changes);
    }

    /**
     * How many samples there are.
     *
     * @return 0 or more
     */
    public int samples() {
        return inHand.size();
    }

    /**
     * The state in each sample.
     *
     * @return as many as there are samples
     */
    public List<WorkerState> stateBySample() {
        List<WorkerState> state = new ArrayList<>(samples());
        int next = 0;
        for (int sample = 0; sample < samples(); sample++) {
            if (next < states.size() && states.get(next).sample() == sample) {
                next++;
            }
            state.add(states.get(next - 1).state());
        }
        return state;
    }

    private static void expectSamples(String name, List<?> values, int samples) {
        if (values != null && values.size() != samples) {
            throw new IllegalArgumentException("tasks.workers.series." + name + "=" + values.size()
                    + " samples (expected: " + samples + " as of inHand)");
        }
    }

    private static void expectInTurn(List<StateChange> states, int samples) {
        int least = 0;
        for (StateChange change : states) {
            boolean first = least == 0;
            if (first ? change.sample() != 0 : change.sample() < least || change.sample() >= samples) {
                throw new IllegalArgumentException("tasks.workers.series.states.sample=" + change.sample()
                        + " (expected: 0 for the first, and then " + least + " to " + (samples - 1) + ")");
            }
            least = change.sample() + 1;
        }
        if (states.isEmpty() != (samples == 0)) {
            throw new IllegalArgumentException("tasks.workers.series.states=" + states.size()
                    + " changes (expected: one or more, where there are samples)");
        }
    }

    /**
     * A state and the sample from which on it held.
     *
     * @param sample the sample's number, from 0
     * @param state the state
     */
    public record StateChange(int sample, WorkerState state) {
        /**
         * Checks that there is a state and the number is not negative.
         *
         * @param sample the sample's number, from 0
         * @param state the state
         */
        public StateChange {
            Expect.notNegative("tasks.workers.series.states.sample", sample);
            Expect.present("tasks.workers.series.states.state", state);
        }
    }
}
