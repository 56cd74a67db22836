package io.ringswarm.harness.load.selftest;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the checks of one run. A figure below its band flatters, and no disturbance excuses that: whatever else delays
 * messages makes figures higher. One above its band is not judged when the machine has disturbed the run. Confined to one
 * thread.
 */
final class Checks {
    private final StallKind stall;
    private final String disturbance;
    private final List<Check> checks = new ArrayList<>();

    /**
     * None yet.
     *
     * @param stall of the run; null for checks without one
     * @param disturbance what has disturbed it by more than its bands allow for; null when nothing has
     */
    Checks(StallKind stall, String disturbance) {
        this.stall = stall;
        this.disturbance = disturbance;
    }

    /** A number of things that is what it is, whatever the machine does. */
    void exactly(String name, long expected, long recorded) {
        boolean ok = recorded == expected;
        add(name, Check.Unit.COUNT, expected, expected, recorded, ok ? Check.Outcome.OK : Check.Outcome.DISAGREES);
    }

    /** A figure in a band. */
    void within(String name, Check.Unit unit, long low, long high, Long recorded) {
        if (recorded == null || recorded < low) {
            add(name, unit, low, high, recorded, Check.Outcome.DISAGREES);
        } else if (recorded <= high) {
            add(name, unit, low, high, recorded, Check.Outcome.OK);
        } else {
            add(
                    name,
                    unit,
                    low,
                    high,
                    recorded,
                    disturbance == null ? Check.Outcome.DISAGREES : Check.Outcome.NOT_JUDGED);
        }
    }

    /** Something that there was nothing to judge by. */
    void notJudged(String name, String reason) {
        checks.add(new Check(stall, name, Check.Unit.COUNT, 0, 0, null, Check.Outcome.NOT_JUDGED, reason));
    }

    List<Check> all() {
        return List.copyOf(checks);
    }

    private void add(String name, Check.Unit unit, long low, long high, Long recorded, Check.Outcome outcome) {
        String reason = outcome == Check.Outcome.NOT_JUDGED ? disturbance : null;
        checks.add(new Check(stall, name, unit, low, high, recorded, outcome, reason));
    }
}
