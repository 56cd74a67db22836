package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** One cause of samples over the SLO. */
record CauseRow(String name, String samples, String share, String widthPercent) {
    static List<CauseRow> of(Attribution attribution) {
        List<CauseRow> rows = new ArrayList<>();
        long total = attribution == null ? 0 : sum(attribution);
        if (total == 0) {
            return rows;
        }
        add(rows, "Collection", attribution.gc(), total);
        add(rows, "Other safepoint", attribution.safepoint(), total);
        add(rows, "Descheduled", attribution.descheduled(), total);
        add(rows, "Generator late", attribution.generator(), total);
        add(rows, "Queueing", attribution.queueing(), total);
        add(rows, "Unexplained", attribution.unexplained(), total);
        return rows;
    }

    static String total(Attribution attribution) {
        return Quantity.count(sum(attribution));
    }

    private static long sum(Attribution parts) {
        return LongStream.of(
                        zero(parts.gc()),
                        zero(parts.safepoint()),
                        zero(parts.descheduled()),
                        zero(parts.generator()),
                        zero(parts.queueing()),
                        zero(parts.unexplained()))
                .sum();
    }

    private static long zero(Long part) {
        return part == null ? 0 : part;
    }

    private static void add(List<CauseRow> rows, String name, Long samples, long total) {
        if (samples == null) {
            rows.add(new CauseRow(name, "not measured", "", "0"));
            return;
        }
        double share = (double) samples / total;
        rows.add(new CauseRow(
                name, Quantity.count(samples), Quantity.share(share), String.format(Locale.ROOT, "%.1f", 100 * share)));
    }
}
