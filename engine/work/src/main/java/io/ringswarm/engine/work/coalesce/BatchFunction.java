package io.ringswarm.engine.work.coalesce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Calls downstream, once for many requests. Called by threads of the coalescer's executor, by several at once where several
 * batches may be in flight.
 *
 * @param <Q> a request
 * @param <A> an answer
 */
@FunctionalInterface
public interface BatchFunction<Q, A> {
    /**
     * Answers a batch. Whatever goes wrong fails the callers of this batch and no others.
     *
     * @param requests 1 to {@link CoalescerOptions#size}, in the order of their calls; not to be changed
     * @return as many answers as requests, in the same order, now or later
     * @throws Exception when the batch as a whole has failed
     */
    CompletionStage<List<Answer<A>>> answer(List<Q> requests) throws Exception;

    /**
     * What answers with a list, and waits for it.
     *
     * @param <Q> a request
     * @param <A> an answer
     */
    @FunctionalInterface
    interface Waiting<Q, A> {
        /**
         * Answers a batch.
         *
         * @param requests as in {@link BatchFunction#answer}
         * @return as many answers as requests, in the same order; an answer may be null
         * @throws Exception when the batch as a whole has failed
         */
        List<A> answer(List<Q> requests) throws Exception;
    }

    /**
     * What answers with a list later on.
     *
     * @param <Q> a request
     * @param <A> an answer
     */
    @FunctionalInterface
    interface Later<Q, A> {
        /**
         * Answers a batch.
         *
         * @param requests as in {@link BatchFunction#answer}
         * @return completes with as many answers as requests, in the same order; an answer may be null
         * @throws Exception when the batch as a whole has failed
         */
        CompletionStage<List<A>> answer(List<Q> requests) throws Exception;
    }

    /**
     * Of a function that waits: it should run on threads that may, as those of virtual threads.
     *
     * @param <Q> a request
     * @param <A> an answer
     * @param function answers all requests or throws
     * @return the same for a coalescer
     */
    static <Q, A> BatchFunction<Q, A> waiting(Waiting<Q, A> function) {
        return requests -> CompletableFuture.completedFuture(each(function.answer(requests)));
    }

    /**
     * Of a function that answers with a stage.
     *
     * @param <Q> a request
     * @param <A> an answer
     * @param function answers all requests or fails
     * @return the same for a coalescer
     */
    static <Q, A> BatchFunction<Q, A> later(Later<Q, A> function) {
        return requests -> {
            CompletionStage<List<A>> stage = function.answer(requests);
            return stage == null ? null : stage.thenApply(BatchFunction::each);
        };
    }

    private static <A> List<Answer<A>> each(List<A> answers) {
        if (answers == null) {
            return null;
        }
        List<Answer<A>> each = new ArrayList<>(answers.size());
        answers.forEach(answer -> each.add(Answer.of(answer)));
        return each;
    }
}
