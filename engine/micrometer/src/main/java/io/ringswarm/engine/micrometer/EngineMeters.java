package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.SendRefusals;
import io.ringswarm.engine.metrics.ShardMetrics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The meters of one engine in one registry. Any thread. */
final class EngineMeters {
    private static final String OUTCOME = "outcome";
    private static final String REASON = "reason";
    private static final double[] QUANTILES = {0.5, 0.95, 0.99, 0.999};
    private static final double PERCENT = 100.0;
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MeterSet meters;
    private final Tags tags;
    private final Snapshots<Snapshot> snapshots;
    private final Set<String> classes = ConcurrentHashMap.newKeySet();

    EngineMeters(MeterRegistry registry, Tags tags, Snapshots<Snapshot> snapshots) {
        meters = new MeterSet(registry);
        this.tags = tags;
        this.snapshots = snapshots;
    }

    void bind(Snapshot first) {
        bindMessages();
        bindSendsAndAsks();
        for (int shard = 0; shard < first.metrics().shards().size(); shard++) {
            bindShard(shard);
        }
        gauge(
                "ringswarm.messages.retained",
                BaseUnits.MESSAGES,
                "Copies that agents have not released",
                tags,
                s -> s.metrics().retained());
        gauge(
                "ringswarm.memory.rings",
                BaseUnits.BYTES,
                "Memory of all rings",
                tags,
                s -> s.metrics().ringBytes());
        bindClasses(first);
    }

    /** Adds the meters of those classes that have none yet. */
    void bindClasses(Snapshot news) {
        for (String name : news.kinds().keySet()) {
            if (!meters.isClosed() && classes.add(name)) {
                bindClass(name);
            }
        }
    }

    void close() {
        meters.close();
    }

    private void bindMessages() {
        String unit = BaseUnits.MESSAGES;
        counter(
                "ringswarm.messages.created",
                unit,
                "Messages that were accepted",
                tags,
                s -> s.metrics().counters().created());
        ended("handled", "none", EngineCounters::handled);
        ended("expired", "none", EngineCounters::expired);
        ended("shed", "none", EngineCounters::shed);
        ended("undelivered", "none", EngineCounters::undelivered);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            ended("dead", Words.lower(reason), counters -> counters.dead().get(reason));
        }
    }

    private void ended(String outcome, String reason, ToDoubleFunction<EngineCounters> count) {
        Tags ofOutcome = tags.and(OUTCOME, outcome, REASON, reason);
        counter(
                "ringswarm.messages",
                BaseUnits.MESSAGES,
                "Messages that have ended",
                ofOutcome,
                s -> count.applyAsDouble(s.metrics().counters()));
    }

    private void bindSendsAndAsks() {
        refused("back_pressured", SendRefusals::backPressured);
        refused("no_such_agent", SendRefusals::noSuchAgent);
        refused("too_large", SendRefusals::tooLarge);
        refused("closed", SendRefusals::closed);
        asks("answered", AskCounters::answered);
        asks("expired", AskCounters::expired);
        asks("timed_out", AskCounters::timedOut);
        asks("cancelled", AskCounters::cancelled);
        asks("failed", AskCounters::failed);
        counter(
                "ringswarm.restarts",
                "restarts",
                "New instances of agents",
                tags,
                s -> s.metrics().counters().restarts());
    }

    private void refused(String reason, ToDoubleFunction<SendRefusals> count) {
        counter(
                "ringswarm.sends.refused",
                "sends",
                "Sends that never became messages",
                tags.and(REASON, reason),
                s -> count.applyAsDouble(s.metrics().counters().refusals()));
    }

    private void asks(String outcome, ToDoubleFunction<AskCounters> count) {
        counter(
                "ringswarm.asks",
                "asks",
                "Asks that have ended",
                tags.and(OUTCOME, outcome),
                s -> count.applyAsDouble(s.metrics().counters().asks()));
    }

    private void bindShard(int shard) {
        Tags ofShard = tags.and("shard", Integer.toString(shard));
        for (Priority lane : Priority.values()) {
            gauge(
                    "ringswarm.queue.depth",
                    BaseUnits.MESSAGES,
                    "Messages that wait in a lane's ring",
                    ofShard.and("lane", Words.lower(lane)),
                    s -> s.metrics().shards().get(shard).ringDepths().get(lane.ordinal()));
        }
        agents("ringswarm.agents", "Agents that live", ofShard, shard, ShardMetrics::agents);
        agents("ringswarm.agents.suspended", "Agents that wait for room", ofShard, shard, ShardMetrics::suspended);
        agents(
                "ringswarm.agents.restarting",
                "Agents that wait for their next instance",
                ofShard,
                shard,
                ShardMetrics::restarting);
    }

    private void agents(
            String name, String description, Tags ofShard, int shard, ToDoubleFunction<ShardMetrics> count) {
        gauge(
                name,
                "agents",
                description,
                ofShard,
                s -> count.applyAsDouble(s.metrics().shards().get(shard)));
    }

    private void bindClass(String name) {
        Tags ofClass = tags.and("class", name);
        gauge(
                "ringswarm.class.agents",
                "agents",
                "Agents of a class that live",
                ofClass,
                s -> s.kinds().get(name).living());
        counter(
                "ringswarm.class.calls",
                "calls",
                "Messages, replies and timers that came to handlers",
                ofClass,
                s -> s.kinds().get(name).calls());
        latency("ringswarm.response", "From when a message was due to its handler", name, LatencyHistograms::response);
        latency("ringswarm.transit", "From when a message was sent to its handler", name, LatencyHistograms::transit);
        latency("ringswarm.handling", "From a handler's entry to its exit", name, LatencyHistograms::handling);
    }

    private void latency(
            String name, String description, String agentClass, Function<LatencyHistograms, Histogram> which) {
        Tags ofClass = tags.and("class", agentClass);
        for (double quantile : QUANTILES) {
            gauge(
                    name,
                    "seconds",
                    description + ", since the launch",
                    ofClass.and("quantile", Double.toString(quantile)),
                    s -> seconds(which.apply(s.kinds().get(agentClass).latency()), quantile));
        }
        gauge(
                name + ".max",
                "seconds",
                description + ", the longest since the launch",
                ofClass,
                s -> seconds(which.apply(s.kinds().get(agentClass).latency()), 1.0));
    }

    private static double seconds(Histogram histogram, double quantile) {
        return histogram.getTotalCount() == 0
                ? Double.NaN
                : histogram.getValueAtPercentile(quantile * PERCENT) / NS_PER_SECOND;
    }

    private void gauge(String name, String unit, String description, Tags ofMeter, ToDoubleFunction<Snapshot> value) {
        meters.gauge(name, unit, description, ofMeter, () -> value.applyAsDouble(snapshots.latest()));
    }

    private void counter(String name, String unit, String description, Tags ofMeter, ToDoubleFunction<Snapshot> count) {
        meters.counter(name, unit, description, ofMeter, () -> count.applyAsDouble(snapshots.latest()));
    }
}
