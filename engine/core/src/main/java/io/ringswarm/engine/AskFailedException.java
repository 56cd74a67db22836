package io.ringswarm.engine;

/** Why an ask's {@code CompletionStage} has no answer. Carries no stack trace: it is made where nobody called. */
public final class AskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Offer offer;
    private final AskOutcome outcome;

    AskFailedException(Offer refusal) {
        super("the question was refused: offer=" + refusal, null, false, false);
        offer = refusal;
        outcome = null;
    }

    AskFailedException(AskOutcome outcome) {
        super("the ask has no answer: outcome=" + outcome, null, false, false);
        offer = Offer.ACCEPTED;
        this.outcome = outcome;
    }

    /**
     * What became of the question.
     *
     * @return {@link Offer#ACCEPTED}, or why it was refused
     */
    public Offer offer() {
        return offer;
    }

    /**
     * How the ask ended.
     *
     * @return the outcome, never {@link AskOutcome#ANSWERED}; null when the question was refused
     */
    public AskOutcome outcome() {
        return outcome;
    }
}
