package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.kind.LaneBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The lanes of a load, of one second and as a whole; none where a load does not tell them apart. Confined to one thread at a time. */
final class LaneSeries {
    private final Map<Priority, Lane> lanes = new TreeMap<>();

    LaneSeries(List<LaneBook> books) {
        books.forEach(book -> lanes.put(book.priority(), new Lane(book)));
    }

    /** Ends the second that is under way. */
    void endSecond(boolean last) {
        lanes.values().forEach(lane -> lane.endSecond(last));
    }

    /**
     * A message was due and not sent.
     *
     * @param index its own, in the schedule
     * @param waitNs how long it had waited
     */
    void unsent(long index, long waitNs) {
        for (Lane lane : lanes.values()) {
            if (index >= 0 && lane.book.isOfLane(index)) {
                lane.unsent++;
                lane.total.recordValue(waitNs);
            }
        }
    }

    /** The responses of the second that has ended; null when there is no such lane. */
    Histogram second(Priority priority) {
        Lane lane = lanes.get(priority);
        return lane == null ? null : lane.second;
    }

    /** What was found. */
    List<LaneResult> results() {
        List<LaneResult> results = new ArrayList<>();
        lanes.values().forEach(lane -> results.add(lane.result()));
        return results;
    }

    private static final class Lane {
        private final LaneBook book;
        private final Histogram second = LatencyHistograms.newHistogram();
        private final Histogram total = LatencyHistograms.newHistogram();
        private long enteredBefore;
        private long unsent;
        private int idleSeconds;

        Lane(LaneBook book) {
            this.book = book;
            enteredBefore = book.entered();
        }

        void endSecond(boolean last) {
            second.reset();
            book.takeResponses(second);
            total.add(second);
            long entered = book.entered();
            if (!last && entered == enteredBefore && book.accepted() > entered) {
                idleSeconds++;
            }
            enteredBefore = entered;
        }

        LaneResult result() {
            return new LaneResult(
                    book.priority(),
                    book.accepted(),
                    book.refused(),
                    unsent,
                    book.entered(),
                    total,
                    book.longestWait(),
                    book.waitBound(),
                    idleSeconds);
        }
    }
}
