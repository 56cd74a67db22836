package io.ringswarm.engine.work.coalesce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** How a batch ended: an answer for each request, or one failure for all. */
record Outcome<A>(List<Answer<A>> answers, Throwable failure) {
    static <A> Outcome<A> failed(Throwable failure) {
        return new Outcome<>(null, failure);
    }

    static <A> Outcome<A> threw(int requests, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return failed(new BatchFailedException("the batch of " + requests + " request(s) threw " + cause, cause));
    }

    /** Takes what a batch function has answered, if it fits. */
    static <A> Outcome<A> of(int requests, List<Answer<A>> answered) {
        if (answered == null) {
            return failed(
                    new BatchFailedException("the batch of " + requests + " request(s) was answered by null", null));
        }
        List<Answer<A>> answers = new ArrayList<>(answered);
        if (answers.size() != requests) {
            return failed(new BatchFailedException(
                    "answers=" + answers.size() + " (expected: " + requests + ", one for each request)", null));
        }
        for (int i = 0; i < requests; i++) {
            if (answers.get(i) == null) {
                answers.set(
                        i,
                        Answer.failed(new BatchFailedException(
                                "answer " + i + " of " + requests + " is null (expected: an Answer)", null)));
            }
        }
        return new Outcome<>(answers, null);
    }

    Throwable failureOf(int place) {
        return failure != null ? failure : answers.get(place).failure();
    }
}
