package io.ringswarm.harness.load.scenario;

import io.ringswarm.engine.work.routing.Strategies;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every option of a load test: its YAML key, its flag, its environment variable, its default. */
public enum ScenarioOption {
    /** The kind of load. */
    WORKLOAD(
            "workload",
            "--workload",
            "LOAD",
            "one-way",
            "what is sent to whom: " + WorkloadName.names() + "; or a class of yours, such as com.acme.PricingLoad"),
    /** Where a load of the user's own is. */
    CLASSPATH(
            "classpath",
            "--classpath",
            "PATH",
            null,
            "folders and jars with a workload of yours, as the JVM's class path; repeatable"),
    /** Agents that take turns as receivers. */
    AGENTS("agents", "--agents", "N", "100", "agents that take turns as receivers"),
    /** Threads that handle messages. */
    SHARDS("shards", "--shards", "N", "1", "threads that handle messages"),
    /** Threads that send. */
    PRODUCERS("producers", "--producers", "N", "1", "threads that send; they share the schedule"),
    /** How bodies are encoded. */
    CODEC("codec", "--codec", "CODEC", "wire", "how bodies are encoded: " + CodecName.names()),
    /** Bytes of payload in a body. */
    PAYLOAD("payloadBytes", "--payload", "BYTES", "64", "bytes of payload in each message"),
    /** Time a handler burns. */
    WORK("workNs", "--work", "TIME", "0", "time a handler burns for each message, for example 10us"),
    /** How long an ask waits. */
    ASK_TIMEOUT(
            "askTimeoutNs",
            "--ask-timeout",
            "TIME",
            "10s",
            "how long an ask waits for its answer, where asks are made"),
    /** How long messages wait before they are shed. */
    SHED_AFTER(
            "shedAfterNs",
            "--shed-after",
            "TIME",
            "0",
            "shed what has waited so long on the low lane, twice as long on the next, and so on; 0: never"),
    /** How often a message is sent on. */
    HOPS("hops", "--hops", "N", "4", "how often a message is sent on, where agents send on to each other"),
    /** To how many agents. */
    FAN_OUT("fanOut", "--fan-out", "N", "3", "to how many agents each message is sent on"),
    /** Workers of a load of tasks. */
    WORKERS("workers", "--workers", "N", "5", "workers that do tasks, where tasks are submitted"),
    /** Tasks of a round. */
    TASKS("tasks", "--tasks", "N", "20", "tasks of a round; a round begins when the one before has ended"),
    /** Slots of a worker. */
    TASKS_AT_ONCE("tasksAtOnce", "--tasks-at-once", "N", "1", "tasks that a worker does at a time"),
    /** How workers are chosen. */
    STRATEGY(
            "strategy",
            "--strategy",
            "ROUTING",
            "power-of-two",
            "how workers are chosen: "
                    + Arrays.stream(Strategies.values()).map(Strategies::key).collect(Collectors.joining(", "))),
    /** How long tasks take. */
    MEAN_TASK(
            "meanTaskNs",
            "--mean-task",
            "TIME",
            "50ms",
            "the mean of the tasks' log-normal durations; 0: they end at once"),
    /** How much that varies. */
    TASK_SIGMA("taskSigma", "--task-sigma", "X", "0.5", "the standard deviation of the logarithm of a task's duration"),
    /** How wrong estimates are. */
    ESTIMATE_ERROR(
            "estimateError",
            "--estimate-error",
            "X",
            "0.2",
            "the standard deviation of the logarithm of estimate over duration; 0: estimates are exact"),
    /** How tasks of a round are spread. */
    MEAN_GAP("meanGapNs", "--mean-gap", "TIME", "0", "the mean time between two submits of a round; 0: all at once"),
    /** How long an attempt may take. */
    TIME_LIMIT("timeLimitNs", "--time-limit", "TIME", "10s", "how long an attempt at a task may take"),
    /** Which tasks may be tried again. */
    IDEMPOTENT_SHARE(
            "idempotentShare",
            "--idempotent-share",
            "SHARE",
            "0",
            "the share of tasks that may be tried again, 0 to 1"),
    /** How often. */
    RETRIES("retries", "--retries", "N", "3", "how often a task is tried again at most"),
    /** How soon. */
    RETRY_AFTER(
            "retryAfterNs",
            "--retry-after",
            "TIME",
            "500ms",
            "the longest wait before the first retry; grows by half each time, to ten times this"),
    /** Workers that throw. */
    THROW_SHARE("throwShare", "--throw-share", "SHARE", "0", "the share of attempts on which a worker throws, 0 to 1"),
    /** Workers that do not answer. */
    NEVER_ANSWER_SHARE(
            "neverAnswerShare",
            "--never-answer-share",
            "SHARE",
            "0",
            "the share of attempts that no worker answers until it is told to give up, 0 to 1"),
    /** Workers that end. */
    KILL_EVERY("killEveryNs", "--kill-every", "TIME", "0", "the mean time between workers that are killed; 0: never"),
    /** Workers that are let go. */
    EVACUATE_EVERY(
            "evacuateEveryNs",
            "--evacuate-every",
            "TIME",
            "0",
            "the mean time between workers that are evacuated; 0: never"),
    /** A worker that is slow. */
    SLOWDOWN("slowdown", "--slowdown", "X", "1", "how many times as long one of the workers takes"),
    /** Payloads that repeat. */
    KEYS(
            "keys",
            "--keys",
            "N",
            "0",
            "how many different payloads there are, of which results are cached; 0: no two are the same"),
    /** How unevenly. */
    KEY_SKEW(
            "keySkew", "--key-skew", "X", "0", "the exponent of the Zipf distribution of payloads; 0: all as frequent"),
    /** How long results are kept. */
    CACHE_TTL("cacheTtlNs", "--cache-ttl", "TIME", "5min", "how long results are cached"),
    /** What a shard does when there is nothing to do. */
    IDLE("idle", "--idle", "STRATEGY", "backoff", "what a shard does when idle: " + IdleName.names()),
    /** Slots of a ring. */
    RING_SLOTS("ringSlots", "--ring-slots", "N", "4096", "slots of each ring, a power of two"),
    /** Messages sent at once. */
    BATCH("batch", "--batch", "N", "32", "most messages sent at once, when behind the schedule"),
    /** Whether threads are tied to cores. */
    PIN("pin", "--pin", "true|false", "false", "tie each shard and producer to a core of its own"),
    /** How arrivals are spread. */
    ARRIVAL(
            "arrival.type",
            "--arrival",
            "TYPE",
            "constant",
            "how messages are spread: constant, poisson, burst, ramp, step, or trace"),
    /** Messages per second. */
    RATE(
            "arrival.ratePerSecond",
            "--rate",
            "RATE",
            "110k",
            "messages per second, for example 100k; 10x: times what --work lets through; max: as accepted"),
    /** What is left to chance. */
    SEED(
            "arrival.seed",
            "--seed",
            "N",
            null,
            "of what is left to chance: poisson arrivals, tasks; one that is drawn is printed and in the report"),
    /** Messages of a burst. */
    BURST_SIZE("arrival.burstSize", "--burst-size", "N", "100", "messages that are due at once, in bursts"),
    /** Time between bursts. */
    BURST_EVERY("arrival.burstEveryNs", "--burst-every", "TIME", null, "time between bursts, in place of their size"),
    /** Messages per second at the start of a ramp. */
    FROM_RATE("arrival.fromRatePerSecond", "--from-rate", "RATE", "0", "messages per second at the start of a ramp"),
    /** Messages per second at the end of a ramp. */
    TO_RATE("arrival.toRatePerSecond", "--to-rate", "RATE", null, "messages per second at the end of a ramp"),
    /** Messages per second of each step. */
    STEP_RATES(
            "arrival.stepRatesPerSecond",
            "--step-rates",
            "RATE,RATE...",
            null,
            "messages per second of each step, which last equally long, for example 10k,50k,0"),
    /** The trace to replay. */
    TRACE("arrival.trace", "--trace", "FILE", null, "trace to replay: TIMESTAMP,ContextTokens,GeneratedTokens"),
    /** By how much to compress a trace. */
    SPEEDUP("arrival.speedup", "--speedup", "X", "1", "divides all times of the trace"),
    /** Time between tokens. */
    TOKEN_GAP("arrival.tokenGapNs", "--token-gap", "TIME", "20ms", "time between tokens of a request in the trace"),
    /** How long to measure. */
    DURATION("durationSeconds", "--duration", "TIME", "10s", "length of the measured part; a trace is cut there"),
    /** How long to warm up. */
    WARMUP(
            "warmupSeconds",
            "--warmup",
            "auto|TIME",
            "auto",
            "warm-up at the mean rate; auto: until steady, at most 10 s"),
    /** How long to do both. */
    PROFILE(
            "profile",
            "--profile",
            "PROFILE",
            "standard",
            "smoke: 2 s at most, after 1 s of warm-up; standard: as the scenario says; long: ten times the duration;"
                    + " a length that is given as well goes before it"),
    /** What must hold. */
    SLO(
            "slo",
            "--slo",
            "OBJECTIVE",
            null,
            "what must hold, for example \"p95<10ms\"; repeatable, replaces the scenario's");

    private final String key;
    private final String flag;
    private final String label;
    private final String standard;
    private final String help;

    ScenarioOption(String key, String flag, String label, String standard, String help) {
        this.key = key;
        this.flag = flag;
        this.label = label;
        this.standard = standard;
        this.help = help;
    }

    /** The key in a scenario file, with its parent's and a dot when it is nested. */
    public String key() {
        return key;
    }

    /** The flag on the command line. */
    public String flag() {
        return flag;
    }

    /** The short flag, or null. */
    public String shortFlag() {
        return this == RATE ? "-r" : this == DURATION ? "-d" : null;
    }

    /** The name of a value in the help; where there are {@link #choices()}, no other option has it, as a shell's completion goes by it. */
    public String label() {
        return label;
    }

    /** The value when nothing is set, as text; null when there is none. */
    public String standard() {
        return standard;
    }

    /** One line for the help. */
    public String help() {
        return standard == null ? help : help + " (default: " + standard + ")";
    }

    /** The values that there are, as far as they can be told; empty where a value is free. */
    public List<String> choices() {
        return switch (this) {
            case WORKLOAD -> texts(WorkloadName.builtIn(), WorkloadName::text);
            case CODEC -> texts(CodecName.values(), CodecName::text);
            case STRATEGY -> texts(Strategies.values(), Strategies::key);
            case IDLE -> texts(IdleName.values(), IdleName::text);
            case ARRIVAL ->
                ArrivalConfig.Kind.CHOICES.stream()
                        .map(ArrivalConfig.Kind::text)
                        .toList();
            case PROFILE -> texts(ProfileName.values(), ProfileName::text);
            case PIN -> List.of("true", "false");
            default -> List.of();
        };
    }

    private static <T> List<String> texts(T[] values, Function<T, String> text) {
        return Arrays.stream(values).map(text).toList();
    }

    /** Whether several values may be given. */
    public boolean repeatable() {
        return this == SLO || this == CLASSPATH || this == STEP_RATES;
    }

    /** Whether the flag alone means {@code true}. */
    public boolean isSwitch() {
        return this == PIN;
    }

    /** The environment variable. */
    public String variable() {
        return "RINGSWARM_" + flagName().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The flag without its dashes. */
    public String flagName() {
        return flag.substring(2);
    }
}
