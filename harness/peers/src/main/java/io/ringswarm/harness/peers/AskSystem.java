package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.Arrays;

/**
 * A system in which one asker asks one agent after the other, a question at a time, and spins until its answer has come.
 * The clock is read before a question and when its answer is there. Questions and answers carry their number in the body,
 * which is copied in and out on both sides; agents and asker check that each comes once and in order.
 */
abstract class AskSystem implements PeerSystem {
    private final Tally[] questions;
    private final Receiver answers = new Receiver(1);
    private volatile boolean ended;

    AskSystem(int agents) {
        questions = new Stages(1, agents).tallies();
    }

    /**
     * Asks an agent and spins until the answer is there.
     *
     * @param agent whom
     * @param question copied
     * @param answer where the answer is copied to
     * @throws Exception when there is no answer
     */
    abstract void ask(int agent, byte[] question, byte[] answer) throws Exception;

    /** Makes ready to ask, on the asker's thread. */
    void beginAsking() {
        // most are ready
    }

    /** Ends asking, on the asker's thread. */
    void endAsking() {
        // most have nothing to end
    }

    /** What an agent does with a question, once its body is copied out; on the agents' thread. */
    final void noteQuestion(int agent, byte[] question) {
        questions[agent].add(BodyWork.number(question), 0, 1);
    }

    /** How many agents answer. */
    final int agents() {
        return questions.length;
    }

    @Override
    public final long send(StopFlag stop) {
        byte[] question = new byte[BODY_BYTES];
        long asked = 0;
        int target = 0;
        beginAsking();
        try {
            while (!stop.isSet()) {
                BodyWork.stamp(question, asked);
                long startNs = System.nanoTime();
                ask(target, question, answers.body());
                answers.takeAlone(BodyWork.number(answers.body()), 0, 0, 1, startNs, startNs);
                asked++;
                target = PeerSystem.next(target, questions.length);
            }
        } catch (Exception e) {
            throw new SystemFailedException("question=" + asked + " (expected: an answer)", e);
        } finally {
            ended = true;
            endAsking();
        }
        return asked;
    }

    @Override
    public final long handled() {
        return answers.handled();
    }

    @Override
    public final void collectLatency(LatencyHistograms into) {
        answers.collectLatency(into, () -> !ended);
    }

    @Override
    public final long outOfPlace() {
        return answers.outOfPlace()
                + Arrays.stream(questions).mapToLong(Tally::outOfPlace).sum();
    }
}
