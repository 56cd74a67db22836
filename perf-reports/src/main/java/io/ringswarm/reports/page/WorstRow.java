package io.ringswarm.reports.page;

import io.ringswarm.reports.run.WorstMessage;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One of the messages that waited longest. */
record WorstRow(String due, String waited, String sent, String handled, String overlaps) {
    static List<WorstRow> of(List<WorstMessage> worst) {
        return worst == null ? List.of() : worst.stream().map(WorstRow::of).toList();
    }

    private static WorstRow of(WorstMessage message) {
        return new WorstRow(
                seconds(message.dueNs()),
                Quantity.time(message.responseNs()),
                message.sentNs() == null ? "never" : seconds(message.sentNs()),
                message.sentNs() == null ? "never" : seconds(message.handledNs()),
                message.overlaps().isEmpty()
                        ? "nothing seen"
                        : message.overlaps().stream()
                                .map(overlap -> words(overlap.cause()) + " " + Quantity.time(overlap.ns()))
                                .collect(Collectors.joining(", ")));
    }

    private static String words(String cause) {
        return "gc".equals(cause) ? "collection" : cause;
    }

    /** To the microsecond, so that neighbours are told apart. */
    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%,.6f s", ns / 1e9);
    }
}
