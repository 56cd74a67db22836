package io.ringswarm.engine;

/** Is told how an ask ended: on the asking agent's shard, or on the thread that calls {@link Sender#poll()}. */
@FunctionalInterface
public interface ReplyHandler {
    /**
     * Called once per ask.
     *
     * @param outcome how it ended
     * @param reply the answer, valid during the call. Unless the outcome is {@link AskOutcome#ANSWERED} it has an empty
     *     body of template 0. Its correlation id is the one that was asked with
     * @throws Exception anything; from an agent's handler the answer becomes a dead letter, from an outside one it
     *     reaches the caller of {@link Sender#poll()}
     */
    void onReply(AskOutcome outcome, Message reply) throws Exception;
}
