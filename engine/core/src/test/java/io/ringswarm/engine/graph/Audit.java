package io.ringswarm.engine.graph;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import java.util.ArrayList;
import java.util.List;

/** Compares what an engine says at its end with what its agents and senders have counted, once all threads have ended. */
final class Audit {
    private final Graph graph;
    private final GraphPlan plan;
    private final CloseReport report;
    private final EngineCounters counters;
    private final List<String> faults = new ArrayList<>();
    private final Tally inside = new Tally();
    private final Tally outside = new Tally();
    private long dropped;

    Audit(Graph graph, CloseReport report) {
        this.graph = graph;
        this.report = report;
        plan = graph.plan;
        counters = report.counters();
    }

    /** What is wrong; nothing when all is well. */
    List<String> faults() {
        faults.addAll(graph.faults());
        equal("in flight", counters.inFlight(), 0);
        equal("asks in flight", counters.asks().inFlight(), 0);
        equal("queue depth", graph.engine.queueDepth(), 0);
        if (!graph.engine.counters().equals(counters)) {
            faults.add("counters after close: " + graph.engine.counters());
        }
        checkChannels();
        if (report.abandoned().isEmpty()) { // else a shard's thread may still count
            sumUp();
            checkMessages();
            checkRefusals();
            checkAsks();
            if (plan.mustDrain()) {
                checkDrained();
            }
        }
        if (!faults.isEmpty()) {
            faults.add(0, report.toString());
        }
        return faults;
    }

    private void sumUp() {
        for (Node node : graph.nodes()) {
            inside.add(node.tally);
            outside.add(node.door().tally);
        }
        for (Outsider outsider : graph.outsiders) {
            outside.add(outsider.tally);
            outside.add(outsider.door().tally);
            dropped += outsider.dropped();
        }
    }

    private void checkChannels() {
        for (Channel channel : graph.channels()) {
            String fault = channel == null ? null : channel.fault(plan.sheds);
            if (fault != null) {
                faults.add(fault);
            }
        }
    }

    private void checkMessages() {
        long endsWithoutAnswer =
                inside.told(AskOutcome.EXPIRED) + inside.told(AskOutcome.TIMED_OUT) + inside.told(AskOutcome.FAILED);
        equal(
                "created",
                counters.created(),
                inside.accepted
                        + inside.answersInside
                        + inside.answersOutside
                        + inside.timersFired
                        + endsWithoutAnswer
                        + outside.accepted
                        + outside.staged
                        - dropped);
        equal("handled", counters.handled(), inside.handled() + inside.answersOutside);
        equal("thrown", counters.dead().get(DeadLetterReason.HANDLER_THREW), inside.thrown);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            equal(reason.toString(), counters.dead().get(reason), graph.buried(reason));
        }
        equal("parked", counters.parked(), inside.parked);
        equal("batch-end faults", counters.batchEndFaults(), inside.batchEndFaults);
        long answersLeft = inside.answersInside - inside.told(AskOutcome.ANSWERED) - graph.buriedAnswers();
        long lost = 0;
        for (Channel channel : graph.channels()) {
            lost += channel == null ? 0 : channel.lost();
        }
        equal(
                "neither received nor buried",
                lost,
                counters.expired() + counters.shed() + counters.undelivered() - answersLeft + dropped);
        if (!plan.sheds) {
            equal("shed", counters.shed(), 0);
        }
    }

    private void checkRefusals() {
        atMostUnlessAtRest(
                "back-pressured", counters.refusals().backPressured(), inside.backPressured + outside.backPressured);
        atMostUnlessAtRest(
                "no such agent", counters.refusals().noSuchAgent(), inside.noSuchAgent + outside.noSuchAgent);
        atMostUnlessAtRest("too large", counters.refusals().tooLarge(), inside.tooLarge + outside.tooLarge);
        atMostUnlessAtRest("closed", counters.refusals().closed(), inside.closed + outside.closed);
    }

    private void checkAsks() {
        AskCounters asks = counters.asks();
        equal("asks started", asks.started(), inside.asks + outside.asks);
        if (plan.stops == 0 && !plan.restarts) { // else the engine cancels the asks of those that are gone
            atMostUnlessAtRest("asks cancelled", asks.cancelled(), inside.asksCancelled + outside.asksCancelled);
        }
        if (asks.cancelled()
                < inside.asksCancelled) { // what a sender outside cancels after the report, that has as failed
            faults.add("asks cancelled: engine " + asks.cancelled() + ", agents alone " + inside.asksCancelled);
        }
        equal("replies not awaited", asks.lateReplies() + asks.duplicateReplies(), inside.notAwaited);
        if (plan.closesWhenAtRest && plan.stops == 0 && !plan.restarts) {
            equalTold("answered", asks.answered(), AskOutcome.ANSWERED);
            equalTold("expired", asks.expired(), AskOutcome.EXPIRED);
            equalTold("timed out", asks.timedOut(), AskOutcome.TIMED_OUT);
            equalTold("failed", asks.failed(), AskOutcome.FAILED);
        }
        for (Outsider outsider : graph.outsiders) {
            outsider.asks.stream().filter(ask -> !ask.hasEnded()).forEach(ask -> faults.add("untold ask " + ask.key));
        }
    }

    private void checkDrained() {
        equal("undelivered", counters.undelivered(), 0);
        for (Node node : graph.nodes()) {
            if (node.isInBatch() && !plan.restarts) { // an instance that has failed is not told
                faults.add("node " + node.id + " was not told of the end of its last batch");
            }
            if (!node.stopped) {
                node.asks.stream().filter(ask -> !ask.hasEnded()).forEach(ask -> faults.add("untold ask " + ask.key));
            }
        }
    }

    private void equalTold(String what, long engines, AskOutcome outcome) {
        equal("asks " + what, engines, inside.told(outcome) + outside.told(outcome));
    }

    /** Senders of other threads that are not at rest go on after the report. */
    private void atMostUnlessAtRest(String what, long engines, long own) {
        if (!plan.threaded || plan.closesWhenAtRest) {
            equal(what, engines, own);
        } else if (engines > own) {
            faults.add(what + ": engine " + engines + ", agents and senders " + own);
        }
    }

    private void equal(String what, long engines, long own) {
        if (engines != own) {
            faults.add(what + ": engine " + engines + ", agents and senders " + own);
        }
    }
}
