package io.ringswarm.reports.page;

import io.ringswarm.reports.chart.AttributionBar;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;

/** One cause of samples over the SLO. */
record CauseRow(String name, String cssClass, Long messages, String samples, String share) {
    private static final List<String> NAMES =
            List.of("Collection", "Other safepoint", "Descheduled", "Generator late", "Queueing", "Unexplained");

    static List<CauseRow> of(Attribution attribution) {
        List<CauseRow> rows = new ArrayList<>();
        long total = attribution == null ? 0 : sum(attribution);
        for (int i = 0; total > 0 && i < NAMES.size(); i++) {
            Long messages = parts(attribution)[i];
            rows.add(new CauseRow(
                    NAMES.get(i),
                    "cause c" + i,
                    messages,
                    messages == null ? "not measured" : Quantity.count(messages),
                    messages == null ? "" : Quantity.share((double) messages / total)));
        }
        return rows;
    }

    static String total(Attribution attribution) {
        return Quantity.count(sum(attribution));
    }

    /** The same causes as one bar; those that were not watched are no part of it. */
    static AttributionBar bar(Attribution attribution) {
        return new AttributionBar(of(attribution).stream()
                .filter(row -> row.messages() != null)
                .map(row -> new AttributionBar.Part(row.name(), row.cssClass(), row.messages()))
                .toList());
    }

    private static long sum(Attribution attribution) {
        long sum = 0;
        for (Long messages : parts(attribution)) {
            sum += messages == null ? 0 : messages;
        }
        return sum;
    }

    private static Long[] parts(Attribution parts) {
        return new Long[] {
            parts.gc(), parts.safepoint(), parts.descheduled(), parts.generator(), parts.queueing(), parts.unexplained()
        };
    }
}
