package io.ringswarm.reports.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The document that {@code diff --json} prints.
 *
 * @param schemaVersion always {@value #SCHEMA_VERSION}; additions do not change it
 * @param verdict {@code worse} when any metric is, else {@code better} when any is, else {@code unclear} when any is, else {@code same}
 * @param base one side
 * @param newSide the other side, {@code new} in the document
 * @param noise where the noise bands come from
 * @param seed of the resampling; the same runs and the same seed give the same document
 * @param resamples how many were drawn
 * @param familyError the chance that sides that are alike have any significant metric: between runs where both sides have several, else
 *     within runs, and how runs differ is in the noise band alone
 * @param scenario the scenario's name
 * @param ignored in what the machines differ, where that was to be ignored; empty otherwise
 * @param metrics one entry for each
 */
@JsonPropertyOrder({
    "schemaVersion",
    "verdict",
    "base",
    "new",
    "noise",
    "seed",
    "resamples",
    "familyError",
    "scenario",
    "ignored",
    "metrics"
})
public record DiffReport(
        int schemaVersion,
        MetricVerdict verdict,
        Side base,
        @JsonProperty("new") Side newSide,
        Noise noise,
        long seed,
        int resamples,
        double familyError,
        String scenario,
        List<String> ignored,
        List<BaselineMetric> metrics) {
    /** The version of the document. */
    public static final int SCHEMA_VERSION = 1;

    /** Lists are copied. */
    public DiffReport {
        ignored = List.copyOf(ignored);
        metrics = List.copyOf(metrics);
    }

    /**
     * One side.
     *
     * @param runIds the runs' names
     * @param commit the sources' state of all of them; null when not known
     */
    public record Side(List<String> runIds, String commit) {
        /** The list is copied. */
        public Side {
            runIds = List.copyOf(runIds);
        }
    }

    /**
     * Where the noise bands come from.
     *
     * @param source {@code default}: none but what is expected of any machine; {@code base}: the base's own runs; {@code runs}: runs
     *     that were given for it
     * @param runIds the runs that were looked at; empty with {@code default}
     */
    public record Noise(String source, List<String> runIds) {
        /** The list is copied. */
        public Noise {
            runIds = List.copyOf(runIds);
        }
    }

    /**
     * Whether there is a slow-down that counts.
     *
     * @return true when the exit code is to be 4
     */
    @JsonIgnore
    public boolean isWorse() {
        return verdict == MetricVerdict.WORSE;
    }

    /**
     * The comparison in one sentence.
     *
     * @return names what became worse or better, and by how much
     */
    public String sentence() {
        List<String> said = new ArrayList<>();
        for (MetricVerdict counted : List.of(MetricVerdict.WORSE, MetricVerdict.BETTER)) {
            metrics.stream()
                    .filter(metric -> metric.verdict() == counted)
                    .forEach(metric -> said.add(DiffWords.change(metric)));
        }
        String unclear = DiffWords.labels(metrics, MetricVerdict.UNCLEAR);
        if (!said.isEmpty()) {
            return String.join("; ", said) + ".";
        }
        return unclear.isEmpty()
                ? "No metric changed by more than runs of one build differ."
                : "No change is shown; too much noise to rule one out in " + unclear + ".";
    }
}
