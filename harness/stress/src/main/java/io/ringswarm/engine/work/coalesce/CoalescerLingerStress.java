package io.ringswarm.engine.work.coalesce;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A call would fill the batch of another one, whose time to linger is over at that moment. The results: how often each of the
 * two was asked downstream, and how many batches there were.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "They went together.")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "The first was sent by the alarm, the second had to linger anew.")
@Outcome(id = "(0, .*)|(1, 0, .*)", expect = FORBIDDEN, desc = "A call was in no batch: its caller waits for ever.")
@Outcome(id = "([2-9], .*)|(1, [2-9], .*)", expect = FORBIDDEN, desc = "A call was in two batches.")
@State
public class CoalescerLingerStress {
    private static final CoalescerOptions PAIRS = new CoalescerOptions(2, Duration.ofMillis(1), 2, 2, false);

    private final Queue<Runnable> alarms = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> sent = new ConcurrentLinkedQueue<>();
    private final int[] asked = new int[2];
    private final Coalescer<Integer, Integer> coalescer = new Coalescer<>(PAIRS, this::answer, sent::add, this::alarm);
    private final Runnable lingered;

    /** A coalescer with one call that lingers. */
    public CoalescerLingerStress() {
        coalescer.call(0);
        lingered = alarms.remove();
    }

    private Runnable alarm(Duration delay, Runnable action) {
        alarms.add(action);
        return () -> {};
    }

    private CompletionStage<List<Answer<Integer>>> answer(List<Integer> requests) {
        requests.forEach(request -> asked[request]++);
        return CompletableFuture.completedFuture(
                requests.stream().map(Answer::of).toList());
    }

    @Actor
    void caller() {
        coalescer.call(1);
    }

    @Actor
    void alarm() {
        lingered.run();
    }

    @Arbiter
    void downstream(III_Result r) {
        alarms.forEach(Runnable::run);
        sent.forEach(Runnable::run);
        r.r1 = asked[0];
        r.r2 = asked[1];
        r.r3 = sent.size();
    }
}
