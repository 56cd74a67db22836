package io.ringswarm.engine.work;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.desk.Desk;
import io.ringswarm.engine.work.desk.DeskCommand;
import io.ringswarm.engine.work.desk.Elsewhere;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * How a work has its desk do what cannot be bytes: a command is posted, and a nudge sent that has the desk look for it. Any thread; but
 * for {@link #commandLast} no method waits.
 */
final class DeskLine {
    private static final long FULL_PARK_NS = 100_000;

    private final Engine engine;
    private final Desk desk;
    private final AgentRef deskRef;
    private final AtomicLong lastNudges = new AtomicLong();
    private final Map<CompletableFuture<?>, Runnable> unanswered = new ConcurrentHashMap<>();

    DeskLine(Engine engine, Desk desk, AgentRef deskRef) {
        this.engine = engine;
        this.desk = desk;
        this.deskRef = deskRef;
        engine.whenEnded(deskRef, Runnable::run).whenComplete((end, thrown) -> {
            if (thrown != null) { // the engine was closed without the desk, which else answers all that came to it
                Elsewhere.run(
                        engine.config().completionExecutor(),
                        () -> unanswered.values().forEach(Runnable::run));
            }
        });
    }

    /**
     * Has the desk answer something.
     *
     * @param withoutDesk the answer when the desk takes nothing any more, or its engine ends before it has answered
     * @param command completes what it is given, on the engine's completion executor
     * @return the answer
     */
    <T> CompletableFuture<T> ask(T withoutDesk, BiConsumer<Desk, CompletableFuture<T>> command) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        unanswered.put(answer, () -> answer.complete(withoutDesk));
        answer.whenComplete((value, thrown) -> unanswered.remove(answer));
        if (!command(found -> command.accept(found, answer))) {
            answer.complete(withoutDesk);
        }
        return answer;
    }

    /** Has the desk do something. False when the engine takes nothing any more. */
    boolean command(DeskCommand command) {
        desk.post(command);
        boolean told = nudge();
        if (!told) {
            desk.withdraw(command);
        }
        return told;
    }

    /** Has the desk look for commands: when its way is full, again and again a little later, as it need not hear of anything else. */
    private boolean nudge() {
        Offer offer = engine.tell(deskRef, new Numbers(), NumbersCodec.NUDGE);
        if (offer == Offer.BACK_PRESSURED) {
            CompletableFuture.delayedExecutor(FULL_PARK_NS, TimeUnit.NANOSECONDS)
                    .execute(this::nudge);
        }
        return offer == Offer.ACCEPTED || offer == Offer.BACK_PRESSURED;
    }

    /**
     * Has the desk do something after all that was sent to it before. Waits for room, unless the thread is interrupted.
     *
     * @param untilNs how long, {@link System#nanoTime()}
     * @return {@link Offer#ACCEPTED}, or why it was not
     */
    Offer commandLast(DeskCommand command, long untilNs) {
        desk.postLast(command);
        Numbers last = new Numbers().set(Desk.LAST, lastNudges.incrementAndGet(), 0);
        Offer offer = Offer.ACCEPTED;
        for (Priority lane : Priority.values()) {
            offer = offer == Offer.ACCEPTED ? tellLast(last, new Envelope().priority(lane), untilNs) : offer;
        }
        return offer;
    }

    private Offer tellLast(Numbers last, Envelope lane, long untilNs) {
        boolean invoking = engine.config().invokerMode();
        Offer offer;
        while ((offer = engine.tell(deskRef, last, NumbersCodec.NUDGE, lane)) == Offer.BACK_PRESSURED
                && System.nanoTime() - untilNs < 0
                && (invoking || !Thread.currentThread().isInterrupted())) {
            if (invoking) {
                engine.invoke();
            } else {
                LockSupport.parkNanos(this, FULL_PARK_NS);
            }
        }
        return offer;
    }
}
