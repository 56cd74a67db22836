package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Where every message went. Those of the warm-up are not in it.
 *
 * @param scheduled messages due within the duration; null in a closed loop, which has no schedule
 * @param sent messages the engine accepted
 * @param handled messages a handler took
 * @param duplicate messages handled more than once; null when not checked
 * @param outOfOrder messages handled before an earlier one of the same sender and receiver; null when not checked
 * @param refused sends answered with back-pressure
 * @param expired messages whose deadline passed before they were handled
 * @param shed messages dropped by an overload rule
 * @param deadLettered messages that ended as dead letters, thrown ones included
 * @param undelivered messages still held when the engine closed
 * @param unsentAtDeadline messages due but not sent when the duration ended; null in a closed loop
 */
@JsonPropertyOrder({
    "scheduled",
    "sent",
    "handled",
    "lost",
    "duplicate",
    "outOfOrder",
    "refused",
    "expired",
    "shed",
    "deadLettered",
    "undelivered",
    "unsentAtDeadline"
})
public record Counts(
        Long scheduled,
        long sent,
        long handled,
        Long duplicate,
        Long outOfOrder,
        long refused,
        long expired,
        long shed,
        long deadLettered,
        long undelivered,
        Long unsentAtDeadline) {
    /**
     * Checks that no count is negative.
     *
     * @param scheduled messages due within the duration
     * @param sent messages the engine accepted
     * @param handled messages a handler took
     * @param duplicate messages handled more than once
     * @param outOfOrder messages handled before an earlier one of the same sender and receiver
     * @param refused sends answered with back-pressure
     * @param expired messages whose deadline passed before they were handled
     * @param shed messages dropped by an overload rule
     * @param deadLettered messages that ended as dead letters, thrown ones included
     * @param undelivered messages still held when the engine closed
     * @param unsentAtDeadline messages due but not sent when the duration ended
     */
    public Counts {
        Expect.notNegative("counts.scheduled", scheduled);
        Expect.notNegative("counts.sent", sent);
        Expect.notNegative("counts.handled", handled);
        Expect.notNegative("counts.duplicate", duplicate);
        Expect.notNegative("counts.outOfOrder", outOfOrder);
        Expect.notNegative("counts.refused", refused);
        Expect.notNegative("counts.expired", expired);
        Expect.notNegative("counts.shed", shed);
        Expect.notNegative("counts.deadLettered", deadLettered);
        Expect.notNegative("counts.undelivered", undelivered);
        Expect.notNegative("counts.unsentAtDeadline", unsentAtDeadline);
    }

    /**
     * Messages the engine accepted and cannot account for.
     *
     * @return sent - handled - expired - shed - deadLettered - undelivered; negative when more came out than went in
     */
    @JsonProperty(value = "lost", access = JsonProperty.Access.READ_ONLY)
    public long lost() {
        return sent - handled - expired - shed - deadLettered - undelivered;
    }
}
