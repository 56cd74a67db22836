package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.quantity.TimeUnitName;
import io.ringswarm.harness.load.scenario.ArrivalConfig;
import io.ringswarm.harness.load.scenario.ProfileName;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.harness.load.scenario.WorkSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checked scenario with every value that takes effect, defaults too: as YAML that asks for the same run. */
final class UnderstoodScenario {
    private static final String NESTED = "arrival.";

    private final List<String> lines = new ArrayList<>();

    private UnderstoodScenario() {}

    /**
     * Writes a scenario down.
     *
     * @param config what was understood
     * @param seeded whether the seed is the scenario's own and not drawn for each run
     * @return lines of YAML
     */
    static List<String> of(ScenarioConfig config, boolean seeded) {
        UnderstoodScenario understood = new UnderstoodScenario();
        understood.lines.add("name: " + config.name());
        understood.load(config);
        understood.lengths(config);
        understood.arrival(config.arrival(), seeded);
        understood.lines.add(config.slos().isEmpty() ? "slo: []" : "slo:");
        config.slos().stream().map(Slo::text).forEach(slo -> understood.lines.add("  - '" + slo + "'"));
        return understood.lines;
    }

    private void load(ScenarioConfig config) {
        boolean ownBodies = config.workload().name().hasBodies();
        add(ScenarioOption.WORKLOAD, config.workload().text());
        add(
                ScenarioOption.CLASSPATH,
                config.workload().isCustom()
                        ? quoted(config.workload().written().classpath())
                        : null);
        WorkSettings work = config.workload().work();
        if (work == null) {
            add(ScenarioOption.AGENTS, config.agents());
        } else {
            tasks(work);
        }
        add(ScenarioOption.SHARDS, config.shards());
        add(ScenarioOption.PRODUCERS, config.producers());
        if (ownBodies) {
            add(ScenarioOption.CODEC, config.codec().text());
            add(ScenarioOption.PAYLOAD, config.payloadBytes());
            add(ScenarioOption.WORK, time(config.workNs()));
        }
        add(ScenarioOption.HOPS, config.workload().hops());
        add(ScenarioOption.FAN_OUT, config.workload().fanOut());
        add(ScenarioOption.ASK_TIMEOUT, time(config.workload().askTimeoutNs()));
        add(ScenarioOption.SHED_AFTER, work == null ? time(config.workload().shedAfterNs()) : null);
        add(ScenarioOption.IDLE, config.idle().text());
        add(ScenarioOption.RING_SLOTS, config.ringSlots());
        add(ScenarioOption.BATCH, work == null ? (Integer) config.batch() : null);
        add(ScenarioOption.PIN, config.pin());
    }

    private void tasks(WorkSettings work) {
        add(ScenarioOption.WORKERS, work.workers());
        add(ScenarioOption.TASKS, work.tasks());
        add(ScenarioOption.TASKS_AT_ONCE, work.tasksAtOnce());
        add(ScenarioOption.STRATEGY, work.strategy().key());
        add(ScenarioOption.MEAN_TASK, time(work.meanTaskNs()));
        add(ScenarioOption.TASK_SIGMA, rate(work.taskSigma()));
        add(ScenarioOption.ESTIMATE_ERROR, rate(work.estimateError()));
        add(ScenarioOption.MEAN_GAP, time(work.meanGapNs()));
        add(ScenarioOption.TIME_LIMIT, time(work.timeLimitNs()));
        add(ScenarioOption.IDEMPOTENT_SHARE, rate(work.idempotentShare()));
        add(ScenarioOption.RETRIES, work.retries());
        add(ScenarioOption.RETRY_AFTER, time(work.retryAfterNs()));
        add(ScenarioOption.THROW_SHARE, rate(work.throwShare()));
        add(ScenarioOption.NEVER_ANSWER_SHARE, rate(work.neverAnswerShare()));
        add(ScenarioOption.KILL_EVERY, time(work.killEveryNs()));
        add(ScenarioOption.EVACUATE_EVERY, time(work.evacuateEveryNs()));
        add(ScenarioOption.SLOWDOWN, rate(work.slowdown()));
        add(ScenarioOption.KEYS, work.keys());
        add(ScenarioOption.KEY_SKEW, rate(work.keySkew()));
        add(ScenarioOption.CACHE_TTL, time(work.cacheTtlNs()));
    }

    /** The profile has done its part by now. */
    private void lengths(ScenarioConfig config) {
        if (config.profile() != ProfileName.STANDARD) {
            lines.add("# by the profile " + config.profile().text() + ":");
        }
        add(ScenarioOption.WARMUP, config.warmupNs() == null ? "auto" : time(config.warmupNs()));
        add(ScenarioOption.DURATION, time(config.durationNs()));
    }

    private void arrival(ArrivalConfig arrival, boolean seeded) {
        boolean closed = arrival.kind() == ArrivalConfig.Kind.CLOSED;
        ArrivalConfig.Shape shape = arrival.shape();
        lines.add("arrival:");
        add(ScenarioOption.ARRIVAL, (closed ? ArrivalConfig.Kind.CONSTANT : arrival.kind()).text());
        switch (arrival.kind()) {
            case CLOSED -> add(ScenarioOption.RATE, "max");
            case CONSTANT, POISSON, BURST -> add(ScenarioOption.RATE, rate(arrival.ratePerSecond()));
            case TRACE -> {
                add(ScenarioOption.TRACE, arrival.trace() == null ? null : quoted(arrival.trace()));
                add(ScenarioOption.SPEEDUP, rate(arrival.speedup()));
                add(ScenarioOption.TOKEN_GAP, time(arrival.tokenGapNs()));
            }
            case RAMP -> {
                add(ScenarioOption.FROM_RATE, rate(shape.fromRatePerSecond()));
                add(ScenarioOption.TO_RATE, rate(shape.toRatePerSecond()));
            }
            case STEP ->
                add(
                        ScenarioOption.STEP_RATES,
                        shape.stepRatesPerSecond().stream()
                                .map(UnderstoodScenario::rate)
                                .toList());
        }
        add(ScenarioOption.BURST_SIZE, shape.burstSize());
        if (shape.seed() != null) {
            lines.add(seeded ? "  seed: " + shape.seed() : "  # seed: drawn for each run");
        }
    }

    private void add(ScenarioOption option, Object value) {
        if (value != null) {
            boolean nested = option.key().startsWith(NESTED);
            lines.add((nested ? "  " + option.key().substring(NESTED.length()) : option.key()) + ": " + value);
        }
    }

    private static List<String> quoted(List<Path> paths) {
        return paths.stream().map(UnderstoodScenario::quoted).toList();
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static String rate(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** In the largest unit of which it is a whole number. */
    private static String time(Long ns) {
        if (ns == null || ns == 0) {
            return ns == null ? null : "0";
        }
        for (TimeUnitName unit : List.of(TimeUnitName.S, TimeUnitName.MS, TimeUnitName.US)) {
            if (ns % unit.nanos() == 0) {
                return ns / unit.nanos() + unit.text();
            }
        }
        return ns + TimeUnitName.NS.text();
    }
}
