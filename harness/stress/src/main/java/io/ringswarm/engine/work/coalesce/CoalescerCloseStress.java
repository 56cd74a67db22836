package io.ringswarm.engine.work.coalesce;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILI_Result;

/**
 * A coalescer closes while a thread calls it and then plays its executor, which answers. The results: how many calls closing has
 * failed, how the call ended, and how many ends were counted.
 */
@JCStressTest
@Outcome(id = "0, answered, 1", expect = ACCEPTABLE, desc = "The answer came first.")
@Outcome(id = "1, failed, 1", expect = ACCEPTABLE, desc = "Closing came before the answer.")
@Outcome(id = "0, refused, 1", expect = ACCEPTABLE, desc = "Closing came before the call.")
@Outcome(id = ".*, not at all, .*", expect = FORBIDDEN, desc = "The caller waits for ever.")
@Outcome(id = ".*, [^1]", expect = FORBIDDEN, desc = "One call, and not one end that was counted.")
@Outcome(id = "1, answered, .*", expect = FORBIDDEN, desc = "Closing says that it failed a call that was answered.")
@Outcome(id = "0, failed, .*", expect = FORBIDDEN, desc = "Closing has failed a call, and does not say so.")
@State
public class CoalescerCloseStress {
    private static final CoalescerOptions SINGLE = new CoalescerOptions(1, Duration.ofMillis(1), 1, 1, false);
    private static final BatchFunction<Integer, Integer> ANSWERS =
            requests -> CompletableFuture.completedFuture(List.of(Answer.of(requests.get(0))));

    private final Queue<Runnable> sent = new ConcurrentLinkedQueue<>();
    private final Coalescer<Integer, Integer> coalescer =
            new Coalescer<>(SINGLE, ANSWERS, sent::add, (delay, action) -> () -> {});
    private CompletableFuture<Integer> answer;

    @Actor
    void caller() {
        answer = coalescer.call(0).toCompletableFuture();
        runSent();
    }

    @Actor
    void closer(ILI_Result r) {
        r.r1 = coalescer.close(Duration.ZERO);
    }

    @Arbiter
    void end(ILI_Result r) {
        runSent();
        CoalescerCounters counters = coalescer.counters();
        r.r2 = !answer.isDone()
                ? "not at all"
                : !answer.isCompletedExceptionally() ? "answered" : counters.refused() == 1 ? "refused" : "failed";
        r.r3 = (int) (counters.answered() + counters.failed() + counters.refused());
    }

    private void runSent() {
        Runnable batch;
        while ((batch = sent.poll()) != null) {
            batch.run();
        }
    }
}
