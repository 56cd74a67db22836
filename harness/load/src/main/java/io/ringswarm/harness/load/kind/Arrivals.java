package io.ringswarm.harness.load.kind;

import io.ringswarm.harness.load.workload.ArrivalCheck;
import java.util.Collection;

/**
 * In which order messages came.
 *
 * @param missing numbers passed over
 * @param duplicates messages seen before
 * @param outOfOrder messages that came late
 */
public record Arrivals(long missing, long duplicates, long outOfOrder) {
    /** What all of these have seen together. */
    static Arrivals of(Collection<ArrivalCheck> checks) {
        long missing = 0;
        long duplicates = 0;
        long outOfOrder = 0;
        for (ArrivalCheck check : checks) {
            missing += check.missing();
            duplicates += check.duplicates();
            outOfOrder += check.outOfOrder();
        }
        return new Arrivals(missing, duplicates, outOfOrder);
    }

    Arrivals since(Arrivals before) {
        return new Arrivals(missing - before.missing, duplicates - before.duplicates, outOfOrder - before.outOfOrder);
    }
}
