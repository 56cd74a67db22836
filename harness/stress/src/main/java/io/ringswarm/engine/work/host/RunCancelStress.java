package io.ringswarm.engine.work.host;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import io.ringswarm.engine.work.wire.TailMessage;
import io.ringswarm.engine.work.wire.TailMessageCodec;
import io.ringswarm.harness.stress.HandTier;
import io.ringswarm.harness.stress.LoneEngine;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/**
 * A worker is told to give up a task as a thread of its tier does it. The results: how often the task was done, how many answers its
 * worker gave, and the last one.
 */
@JCStressTest
@Outcome(id = "1, 1, DONE", expect = ACCEPTABLE, desc = "It was being done, and the worker took what came of it.")
@Outcome(id = "0, 1, CANCELLED", expect = ACCEPTABLE, desc = "It had not begun, and never did.")
@Outcome(id = ".*, 0, .*", expect = FORBIDDEN, desc = "It has finished, and the worker will never see that.")
@Outcome(
        id = "1, 1, CANCELLED",
        expect = FORBIDDEN,
        desc = "It was done, though the worker says that it had not begun.")
@State
public class RunCancelStress {
    private static final TaskKind<byte[], byte[]> KIND = LoneEngine.kind(LoneEngine.openWork());

    private final Sender desk = LoneEngine.engine().newSender();
    private final AgentRef worker;
    private Runnable tierThread;
    private int runs;
    private int answers;
    private EndReason answer;

    /** A worker whose task waits for a thread. */
    public RunCancelStress() {
        Lane lane = new Lane(LoneEngine.engine(), HandTier.of(1, entry -> tierThread = entry));
        WorkerHost host = new WorkerHost(null, 0, LoneEngine.engine().config().maxBodyBytes(), lane);
        host.does(KIND, null, (payload, attempt) -> {
            runs++;
            return payload;
        });
        worker = LoneEngine.engine().spawn(LoneEngine.newName(), () -> host);
        TailMessage start = new TailMessage().set(1, 0, KIND.index(), 1).bytes(new byte[1], 0, 1);
        desk.ask(worker, start, TailMessageCodec.START, Duration.ofHours(1), this::answered);
        LoneEngine.invoke();
    }

    private void answered(AskOutcome outcome, Message reply) {
        answers++;
        answer = EndReason.of(
                reply.read(TailMessageCodec.ANSWER, new TailMessage()).reason());
    }

    @Actor
    void tierThread() {
        tierThread.run();
    }

    @Actor
    void deskAndShard() {
        desk.tell(worker, new Numbers().set(desk.lastAskId(), 0, 0), NumbersCodec.CANCEL);
        LoneEngine.invoke();
    }

    @Arbiter
    void rest(IIL_Result r) {
        LoneEngine.invoke();
        LoneEngine.poll(desk::poll);
        r.r1 = runs;
        r.r2 = answers;
        r.r3 = answer;
        desk.close();
        LoneEngine.engine().stop(worker);
    }
}
