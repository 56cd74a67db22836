package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.harness.load.measure.Deliveries;
import io.ringswarm.harness.load.measure.LaneResult;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.reports.run.Asks;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.EngineCounts;
import io.ringswarm.reports.run.Lane;
import java.util.List;
import java.util.Locale;

/** The parts of a report that say how deliveries, asks and lanes fared. */
final class DeliverySections {
    private DeliverySections() {}

    static EngineCounts engine(Measurement measured) {
        Deliveries engine = measured.accounts().engine();
        return new EngineCounts(
                engine.created(),
                engine.handled(),
                engine.expired(),
                engine.shed(),
                engine.deadTotal(),
                engine.undelivered(),
                engine.parked(),
                engine.refused());
    }

    /** Null where none is made. */
    static Asks asks(Measurement measured) {
        if (measured.accounts().seen().asks() == null) {
            return null;
        }
        AskCounters asks = measured.accounts().engine().asks();
        return new Asks(
                asks.started(), asks.answered(), asks.expired(), asks.timedOut(), asks.cancelled(), asks.failed());
    }

    /** Null where they are not told apart. */
    static List<Lane> lanes(Measurement measured) {
        return measured.lanes().isEmpty()
                ? null
                : measured.lanes().stream().map(DeliverySections::lane).toList();
    }

    private static Lane lane(LaneResult lane) {
        return new Lane(
                lane.priority().name().toLowerCase(Locale.ROOT),
                lane.accepted(),
                lane.refused(),
                lane.unsent(),
                lane.handled(),
                lane.longestWait(),
                lane.waitBound(),
                Distribution.of(lane.response()));
    }
}
