package io.ringswarm.reports.run;

/**
 * The four latencies of a message; each is null when not measured.
 *
 * @param response handler entry minus due time: what a caller on schedule waits
 * @param transit handler entry minus send time: what the engine took
 * @param handling handler exit minus entry: what the agent took
 * @param sendDelay send time minus due time: how late the generator was
 */
public record Latency(Distribution response, Distribution transit, Distribution handling, Distribution sendDelay) {}
