package io.ringswarm.engine.graph;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Offer;

/** What one party has counted itself, to be compared with the engine. Written by the party's thread. */
final class Tally {
    long accepted;
    long parked;
    long backPressured;
    long noSuchAgent;
    long tooLarge;
    long closed;
    long notAwaited;
    long answersInside;
    long answersOutside;
    long staged;
    long messagesHandled;
    long repliesHandled;
    long timersHandled;
    long thrown;
    long timersFired;
    long batchEndFaults;
    long asks;
    long asksCancelled;
    final long[] told = new long[AskOutcome.values().length];

    /** Counts what became of a message. Answers whether the engine has it. */
    boolean count(Offer offer) {
        switch (offer) {
            case ACCEPTED -> accepted++;
            case PARKED -> {
                accepted++;
                parked++;
            }
            case STAGED -> staged++;
            case BACK_PRESSURED -> backPressured++;
            case NO_SUCH_AGENT -> noSuchAgent++;
            case TOO_LARGE -> tooLarge++;
            case CLOSED -> closed++;
            case NOT_AWAITED -> notAwaited++;
            default -> throw new AssertionError("offer=" + offer);
        }
        return offer == Offer.ACCEPTED || offer == Offer.PARKED || offer == Offer.STAGED;
    }

    void add(Tally other) {
        accepted += other.accepted;
        parked += other.parked;
        backPressured += other.backPressured;
        noSuchAgent += other.noSuchAgent;
        tooLarge += other.tooLarge;
        closed += other.closed;
        notAwaited += other.notAwaited;
        answersInside += other.answersInside;
        answersOutside += other.answersOutside;
        staged += other.staged;
        messagesHandled += other.messagesHandled;
        repliesHandled += other.repliesHandled;
        timersHandled += other.timersHandled;
        thrown += other.thrown;
        timersFired += other.timersFired;
        batchEndFaults += other.batchEndFaults;
        asks += other.asks;
        asksCancelled += other.asksCancelled;
        for (int i = 0; i < told.length; i++) {
            told[i] += other.told[i];
        }
    }

    long told(AskOutcome outcome) {
        return told[outcome.ordinal()];
    }

    long handled() {
        return messagesHandled + repliesHandled + timersHandled;
    }
}
