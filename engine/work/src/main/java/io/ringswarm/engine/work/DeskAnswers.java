package io.ringswarm.engine.work;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What the desk was asked and has not answered: none of that stays open when the desk has ended. Any thread. */
final class DeskAnswers {
    private final Map<CompletableFuture<?>, Runnable> asked = new ConcurrentHashMap<>();
    private final Map<CompletableFuture<?>, Runnable> taken = new ConcurrentHashMap<>();
    private volatile boolean over;

    /**
     * Makes an answer that is still to come.
     *
     * @param withoutDesk what it is when the desk does not come to it
     */
    <T> CompletableFuture<T> expect(T withoutDesk) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.put(answer, () -> answer.complete(withoutDesk));
        answer.whenComplete((value, thrown) -> {
            asked.remove(answer);
            taken.remove(answer);
        });
        if (over) {
            end();
        }
        return answer;
    }

    /** The desk has come to it, and tells when it has the answer, or when it ends. */
    void take(CompletableFuture<?> answer) {
        Runnable giveUp = asked.remove(answer);
        if (giveUp != null) {
            taken.put(answer, giveUp);
        }
    }

    /** The desk has ended. Runs what hangs on the answers. */
    void end() {
        over = true;
        asked.values().forEach(Runnable::run);
    }

    /** The engine has ended, so that the desk may not have told what it was to tell. Runs what hangs on the answers. */
    void endAll() {
        end();
        taken.values().forEach(Runnable::run);
    }
}
