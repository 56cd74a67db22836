package io.ringswarm.harness.load.selftest;

import java.util.List;

/**
 * One run of the self-test, the last of its attempts.
 *
 * @param stall what was stalled
 * @param stallFromNs when, ns since the first message was due
 * @param stallNs for how long, as seen from within
 * @param attempts how often it was tried, this time included
 * @param disturbance what has disturbed it by more than its bands allow for; null when nothing has
 * @param checks what was found
 */
public record SelfTestRun(
        StallKind stall, long stallFromNs, long stallNs, int attempts, String disturbance, List<Check> checks) {
    /** Copies the list. */
    public SelfTestRun {
        checks = List.copyOf(checks);
    }

    /** Whether the machine has disturbed it by more than its bands allow for. */
    public boolean isDisturbed() {
        return disturbance != null;
    }

    /** Whether another attempt may say more: some check was not judged, and none disagrees. */
    boolean isUndecided() {
        boolean disagrees = checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.DISAGREES);
        return !disagrees && checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.NOT_JUDGED);
    }
}
