package io.ringswarm.engine.work;

import io.ringswarm.engine.Priority;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** How a task is to be done. Mutable and reusable; read when a task is submitted. Confined to one thread at a time. */
public final class TaskOptions {
    /** As long as a task may be open when nothing else is said. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(4);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Priority priority = Priority.NORMAL;
    private long costNs;
    private long lifetimeNs = DEFAULT_LIFETIME.toNanos();
    private long timeLimitNs;
    private long affinity;
    private boolean idempotent;
    private boolean cacheable;
    private String idempotencyKey;
    private long traceId;
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> semaphores = new LinkedHashSet<>();

    /** Normal priority, four hours to live, tried once, any worker that does its kind. */
    public TaskOptions() {}

    /**
     * Which tasks go first.
     *
     * @param taskPriority default: {@link Priority#NORMAL}
     * @return this
     */
    public TaskOptions priority(Priority taskPriority) {
        priority = Objects.requireNonNull(taskPriority, "priority");
        return this;
    }

    /**
     * How long it is likely to take. Of tasks that come together the longest goes first; a task overtakes older ones of its
     * priority by as much as it costs more.
     *
     * @param cost zero when not known, the default
     * @return this
     * @throws IllegalArgumentException when negative
     */
    public TaskOptions cost(Duration cost) {
        if (cost.isNegative()) {
            throw new IllegalArgumentException("cost=" + cost + " (expected: zero or more)");
        }
        costNs = TimeLimit.ns(cost);
        return this;
    }

    /**
     * When it stops being of use, from when it is submitted. A task that is not done by then has expired.
     *
     * @param lifetime default: four hours; zero or less expires at once
     * @return this
     */
    public TaskOptions deadline(Duration lifetime) {
        lifetimeNs = Math.min(TimeLimit.ns(lifetime), TimeLimit.NEVER / 4);
        return this;
    }

    /**
     * How long one attempt may take, from when its worker is handed it, waiting for a thread included; then it has failed.
     *
     * @param limit positive; default: that of the work
     * @return this
     * @throws IllegalArgumentException when it is not positive
     */
    public TaskOptions timeLimit(Duration limit) {
        timeLimitNs = TimeLimit.positiveNs("timeLimit", limit);
        return this;
    }

    /**
     * A capability that the worker must have besides the task's kind.
     *
     * @param tag as given to {@link WorkerOptions#can}
     * @return this
     */
    public TaskOptions needs(String tag) {
        tags.add(Objects.requireNonNull(tag, "tag"));
        return this;
    }

    /**
     * A named resource of which it holds one permit from the start of an attempt until that ends or is given up, as it is when it
     * is cancelled, expires or is beyond its time limit. A function that does not heed its interrupt may still run then, while
     * another task has the permit: it is no mutual exclusion. A name that was not declared is told when the task is submitted.
     *
     * @param name as given to {@link WorkContext#semaphore}
     * @return this
     */
    public TaskOptions holds(String name) {
        semaphores.add(Objects.requireNonNull(name, "semaphore"));
        return this;
    }

    /**
     * What it belongs to: tasks with equal keys go to the same worker where the strategy cares.
     *
     * @param key any text
     * @return this
     */
    public TaskOptions affinity(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return affinity(hash);
    }

    /**
     * What it belongs to, as a number.
     *
     * @param key 0 for none
     * @return this
     */
    public TaskOptions affinity(long key) {
        affinity = key;
        return this;
    }

    /**
     * Says that doing it twice does no harm: it may be tried again. A task that is not idempotent is started at most once.
     *
     * @return this
     */
    public TaskOptions idempotent() {
        idempotent = true;
        return this;
    }

    /**
     * Names it: of all tasks of a kind with one key, whenever they come, one is done, and all get its end, as long as it is
     * remembered. Payloads are not compared: a later task with another payload gets the first one's end.
     *
     * @param key any text of at most 120 bytes of UTF-8, not empty
     * @return this
     * @throws IllegalArgumentException when it is empty or too long
     */
    public TaskOptions idempotencyKey(String key) {
        int bytes = key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > 120) {
            throw new IllegalArgumentException("idempotencyKey of " + bytes + " bytes (expected: 1 to 120)");
        }
        idempotencyKey = key;
        return this;
    }

    /**
     * Says that its result follows from its payload alone: it may come from the cache, and go there.
     *
     * @return this
     */
    public TaskOptions cacheable() {
        cacheable = true;
        return this;
    }

    /**
     * Names the work that the task is part of. Messages of all attempts have it, and so has what a worker's handler sends; what an
     * agent submits has that of the message it handles unless another is given.
     *
     * @param id any value; 0 for none, the default
     * @return this
     */
    public TaskOptions traceId(long id) {
        traceId = id;
        return this;
    }

    Priority priority() {
        return priority;
    }

    long costNs() {
        return costNs;
    }

    long lifetimeNs() {
        return lifetimeNs;
    }

    long timeLimitNs() {
        return timeLimitNs;
    }

    long affinity() {
        return affinity;
    }

    boolean isIdempotent() {
        return idempotent;
    }

    boolean isCacheable() {
        return cacheable;
    }

    long traceId() {
        return traceId;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    Set<String> tags() {
        return tags;
    }

    Set<String> semaphores() {
        return semaphores;
    }
}
