package io.ringswarm.reports.run;

import java.util.List;
import org.HdrHistogram.AbstractHistogram;

/**
 * One second of the run. What is null was not measured; a percentile is null, too, when too few samples of that second support it.
 *
 * @param second the second, counted from 0 at the start of the measured part
 * @param sent messages accepted in it
 * @param handled messages handled in it
 * @param p50Ns median response
 * @param p95Ns 95th percentile of the response
 * @param p99Ns 99th percentile of the response
 * @param maxNs largest response
 * @param queueDepth messages waiting in the rings at its end
 * @param gcNs time in collections
 * @param safepointNs time in safepoints
 * @param stealNs time the hypervisor took from us
 * @param runDelayNs time our threads were ready but waited for a core
 * @param throttledNs time the control group held us back
 * @param hiccupMaxNs the sleeper thread's largest hiccup
 * @param cpuCores cores the process kept busy
 * @param rssBytes resident memory of the process at its end
 * @param offered messages due in it, those left from before not counted; null in a closed loop
 * @param compileNs time the just-in-time compiler worked, of all its threads
 * @param batchMean messages a shard handled between two looks at its queues, on average
 * @param batchMax most messages a shard handled between two looks at its queues
 * @param responses the responses as counts by {@link ResponseBuckets}, without the empty ones at the end
 */
public record Interval(
        int second,
        Long sent,
        Long handled,
        Long p50Ns,
        Long p95Ns,
        Long p99Ns,
        Long maxNs,
        Long queueDepth,
        Long gcNs,
        Long safepointNs,
        Long stealNs,
        Long runDelayNs,
        Long throttledNs,
        Long hiccupMaxNs,
        Double cpuCores,
        Long rssBytes,
        Long offered,
        Long compileNs,
        Double batchMean,
        Long batchMax,
        List<Long> responses) {
    /**
     * Checks that no number is negative.
     *
     * @param second the second, counted from 0 at the start of the measured part
     * @param sent messages accepted in it
     * @param handled messages handled in it
     * @param p50Ns median response
     * @param p95Ns 95th percentile of the response
     * @param p99Ns 99th percentile of the response
     * @param maxNs largest response
     * @param queueDepth messages waiting in the rings at its end
     * @param gcNs time in collections
     * @param safepointNs time in safepoints
     * @param stealNs time the hypervisor took from us
     * @param runDelayNs time our threads were ready but waited for a core
     * @param throttledNs time the control group held us back
     * @param hiccupMaxNs the sleeper thread's largest hiccup
     * @param cpuCores cores the process kept busy
     * @param rssBytes resident memory of the process at its end
     * @param offered messages due in it
     * @param compileNs time the just-in-time compiler worked
     * @param batchMean messages a shard handled between two looks at its queues, on average
     * @param batchMax most of them
     * @param responses the responses as counts by {@link ResponseBuckets}
     */
    public Interval {
        Expect.notNegative("intervals.second", second);
        Expect.notNegative("intervals.sent", sent);
        Expect.notNegative("intervals.handled", handled);
        Expect.notNegative("intervals.p50Ns", p50Ns);
        Expect.notNegative("intervals.p95Ns", p95Ns);
        Expect.notNegative("intervals.p99Ns", p99Ns);
        Expect.notNegative("intervals.maxNs", maxNs);
        Expect.notNegative("intervals.queueDepth", queueDepth);
        Expect.notNegative("intervals.gcNs", gcNs);
        Expect.notNegative("intervals.safepointNs", safepointNs);
        Expect.notNegative("intervals.stealNs", stealNs);
        Expect.notNegative("intervals.runDelayNs", runDelayNs);
        Expect.notNegative("intervals.throttledNs", throttledNs);
        Expect.notNegative("intervals.hiccupMaxNs", hiccupMaxNs);
        Expect.notNegative("intervals.cpuCores", cpuCores);
        Expect.notNegative("intervals.rssBytes", rssBytes);
        Expect.notNegative("intervals.offered", offered);
        Expect.notNegative("intervals.compileNs", compileNs);
        Expect.notNegative("intervals.batchMean", batchMean);
        Expect.notNegative("intervals.batchMax", batchMax);
        responses = responses == null ? null : Expect.list("intervals.responses", responses);
        if (responses != null) {
            responses.forEach(count -> Expect.notNegative("intervals.responses", count));
        }
    }

    /**
     * Starts to describe a second that differs from this one in what is set then.
     *
     * @return a builder with all that this has
     */
    public Builder toBuilder() {
        return toBuilder(second);
    }

    /**
     * Starts to describe another second in which the same was measured.
     *
     * @param other its number
     * @return a builder with all that this has but its number
     */
    public Builder toBuilder(int other) {
        Builder builder = new Builder(other);
        builder.sent = sent;
        builder.handled = handled;
        builder.p50Ns = p50Ns;
        builder.p95Ns = p95Ns;
        builder.p99Ns = p99Ns;
        builder.maxNs = maxNs;
        builder.queueDepth = queueDepth;
        builder.gcNs = gcNs;
        builder.safepointNs = safepointNs;
        builder.stealNs = stealNs;
        builder.runDelayNs = runDelayNs;
        builder.throttledNs = throttledNs;
        builder.hiccupMaxNs = hiccupMaxNs;
        builder.cpuCores = cpuCores;
        builder.rssBytes = rssBytes;
        builder.offered = offered;
        builder.compileNs = compileNs;
        builder.batchMean = batchMean;
        builder.batchMax = batchMax;
        builder.responses = responses;
        return builder;
    }

    /**
     * Starts to describe a second.
     *
     * @param second the second, counted from 0
     * @return a builder in which nothing is measured yet
     */
    public static Builder of(int second) {
        return new Builder(second);
    }

    /** Collects what was measured in one second. Confined to one thread. */
    public static final class Builder {
        private final int second;
        private Long sent;
        private Long handled;
        private Long p50Ns;
        private Long p95Ns;
        private Long p99Ns;
        private Long maxNs;
        private Long queueDepth;
        private Long gcNs;
        private Long safepointNs;
        private Long stealNs;
        private Long runDelayNs;
        private Long throttledNs;
        private Long hiccupMaxNs;
        private Double cpuCores;
        private Long rssBytes;
        private Long offered;
        private Long compileNs;
        private Double batchMean;
        private Long batchMax;
        private List<Long> responses;

        private Builder(int second) {
            this.second = second;
        }

        /**
         * Sets the messages accepted and handled.
         *
         * @param sent messages accepted, or null
         * @param handled messages handled, or null
         * @return this
         */
        public Builder messages(Long sent, Long handled) {
            this.sent = sent;
            this.handled = handled;
            return this;
        }

        /**
         * Sets the percentiles and the maximum of the response from this second's samples.
         *
         * @param histogram samples in nanoseconds, not being recorded into; not changed
         * @return this
         */
        public Builder response(AbstractHistogram histogram) {
            p50Ns = Percentile.P50.in(histogram);
            p95Ns = Percentile.P95.in(histogram);
            p99Ns = Percentile.P99.in(histogram);
            maxNs = histogram.getTotalCount() == 0 ? null : (Long) histogram.getMaxValue();
            responses = ResponseBuckets.counts(histogram);
            return this;
        }

        /**
         * Sets the messages waiting at the end of the second.
         *
         * @param messages messages, or null
         * @return this
         */
        public Builder queueDepth(Long messages) {
            queueDepth = messages;
            return this;
        }

        /**
         * Sets the messages that were due.
         *
         * @param messages messages, or null
         * @return this
         */
        public Builder offered(Long messages) {
            offered = messages;
            return this;
        }

        /**
         * Sets how many messages shards handled between two looks at their queues, from this second's samples.
         *
         * @param histogram batches by their size; not changed
         * @return this
         */
        public Builder batches(AbstractHistogram histogram) {
            boolean none = histogram.getTotalCount() == 0;
            batchMean = none ? null : (Double) histogram.getMean();
            batchMax = none ? null : (Long) histogram.getMaxValue();
            return this;
        }

        /**
         * Sets the time the just-in-time compiler worked.
         *
         * @param ns nanoseconds, or null
         * @return this
         */
        public Builder compilation(Long ns) {
            compileNs = ns;
            return this;
        }

        /**
         * Sets the pauses of the JVM.
         *
         * @param gcNs time in collections, or null
         * @param safepointNs time in safepoints, or null
         * @return this
         */
        public Builder pauses(Long gcNs, Long safepointNs) {
            this.gcNs = gcNs;
            this.safepointNs = safepointNs;
            return this;
        }

        /**
         * Sets the time the machine took from the process.
         *
         * @param stealNs taken by the hypervisor, or null
         * @param runDelayNs waited for a core, or null
         * @param throttledNs held back by the control group, or null
         * @return this
         */
        public Builder taken(Long stealNs, Long runDelayNs, Long throttledNs) {
            this.stealNs = stealNs;
            this.runDelayNs = runDelayNs;
            this.throttledNs = throttledNs;
            return this;
        }

        /**
         * Sets the sleeper thread's largest hiccup.
         *
         * @param maxNs nanoseconds, or null
         * @return this
         */
        public Builder hiccup(Long maxNs) {
            hiccupMaxNs = maxNs;
            return this;
        }

        /**
         * Sets what the process used.
         *
         * @param cpuCores cores kept busy, or null
         * @param rssBytes resident memory, or null
         * @return this
         */
        public Builder process(Double cpuCores, Long rssBytes) {
            this.cpuCores = cpuCores;
            this.rssBytes = rssBytes;
            return this;
        }

        /**
         * Concludes the second.
         *
         * @return the interval
         */
        public Interval build() {
            return new Interval(
                    second,
                    sent,
                    handled,
                    p50Ns,
                    p95Ns,
                    p99Ns,
                    maxNs,
                    queueDepth,
                    gcNs,
                    safepointNs,
                    stealNs,
                    runDelayNs,
                    throttledNs,
                    hiccupMaxNs,
                    cpuCores,
                    rssBytes,
                    offered,
                    compileNs,
                    batchMean,
                    batchMax,
                    responses);
        }
    }
}
