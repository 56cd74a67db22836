package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** One row of the table that says where every message went. */
record CountRow(String name, String count, String meaning, boolean bad) {
    static List<CountRow> of(Counts counts) {
        return List.of(
                row("Scheduled", counts.scheduled(), "due within the duration", false),
                row("Sent", counts.sent(), "accepted by the engine", false),
                row("Handled", counts.handled(), "taken by a handler", false),
                row("Lost", counts.lost(), "accepted, and neither handled nor accounted for", true),
                row("Duplicate", counts.duplicate(), "handled more than once", true),
                row("Out of order", counts.outOfOrder(), "handled before an earlier one of the same sender", true),
                row("Refused", counts.refused(), "answered with back-pressure", false),
                row("Expired", counts.expired(), "past their deadline before they were handled", false),
                row("Shed", counts.shed(), "dropped by a rule for overload", false),
                row("Dead letters", counts.deadLettered(), "no receiver, or its handler threw", false),
                row("Undelivered", counts.undelivered(), "still held when the engine closed", false),
                row("Unsent at the end", counts.unsentAtDeadline(), "due, but not sent when time was up", false));
    }

    private static CountRow row(String name, Long count, String meaning, boolean shouldBeZero) {
        String text = count == null ? "not measured" : Quantity.count(count);
        return new CountRow(name, text, meaning, shouldBeZero && count != null && count != 0);
    }
}
