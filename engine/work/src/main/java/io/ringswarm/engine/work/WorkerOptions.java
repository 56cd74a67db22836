package io.ringswarm.engine.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** What a worker is to be. Mutable; read when it is hired, and may be used again. */
public final class WorkerOptions {
    /** How many tasks may wait for one worker when nothing else is said. */
    public static final int DEFAULT_QUEUE_CAPACITY = 4096;

    /** Where a worker's blocking functions run. */
    public enum TierName {
        /** As many threads as there are cores, for what computes. */
        CPU,
        /** Many threads, virtual ones where the JDK has them, for what waits. */
        IO
    }

    /** One kind of task that it does. */
    record Skill<P, R>(
            TaskKind<P, R> kind, Supplier<? extends TaskHandler<P, R>> handler, TaskFunction<P, R> function) {}

    private final List<Skill<?, ?>> skills = new ArrayList<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private int slots = 1;
    private int queueCapacity = DEFAULT_QUEUE_CAPACITY;
    private int shard = -1;
    private TierName tier = TierName.IO;

    /** One slot, on any shard, doing nothing yet. */
    public WorkerOptions() {}

    /**
     * Does tasks of a kind on its shard, without blocking.
     *
     * @param kind which
     * @param handler makes the handler, once for each worker hired
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return this
     */
    public <P, R> WorkerOptions handles(TaskKind<P, R> kind, Supplier<? extends TaskHandler<P, R>> handler) {
        skills.add(new Skill<>(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(handler, "handler"), null));
        return this;
    }

    /**
     * Does tasks of a kind on threads of a tier, where they may block.
     *
     * @param kind which
     * @param function does them; by as many threads at a time as there are slots
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return this
     */
    public <P, R> WorkerOptions runs(TaskKind<P, R> kind, TaskFunction<P, R> function) {
        skills.add(
                new Skill<>(Objects.requireNonNull(kind, "kind"), null, Objects.requireNonNull(function, "function")));
        return this;
    }

    /**
     * Says what else it can do, for {@link TaskOptions#needs}.
     *
     * @param tag any text
     * @return this
     */
    public WorkerOptions can(String tag) {
        tags.add(Objects.requireNonNull(tag, "tag"));
        return this;
    }

    /**
     * How many tasks it takes at a time. When it blocks, all workers of its tier together should have no more slots than the tier
     * has threads, as tasks wait for a thread within their time limit.
     *
     * @param count at least 1, the default
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public WorkerOptions slots(int count) {
        slots = atLeastOne("slots", count);
        return this;
    }

    /**
     * How many tasks may wait for it.
     *
     * @param tasks at least 1; default: {@link #DEFAULT_QUEUE_CAPACITY}
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public WorkerOptions queueCapacity(int tasks) {
        queueCapacity = atLeastOne("queueCapacity", tasks);
        return this;
    }

    /**
     * On which shard it lives.
     *
     * @param index 0 and up; default: the shards in turn
     * @return this
     */
    public WorkerOptions shard(int index) {
        shard = index;
        return this;
    }

    /**
     * On which threads its blocking functions run.
     *
     * @param name default: {@link TierName#IO}
     * @return this
     */
    public WorkerOptions tier(TierName name) {
        tier = Objects.requireNonNull(name, "tier");
        return this;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 1 and up)");
        }
        return value;
    }

    List<Skill<?, ?>> skills() {
        return skills;
    }

    Set<String> tags() {
        return tags;
    }

    int slots() {
        return slots;
    }

    int queueCapacity() {
        return queueCapacity;
    }

    int shard() {
        return shard;
    }

    TierName tier() {
        return tier;
    }

    boolean blocks() {
        return skills.stream().anyMatch(skill -> skill.function() != null);
    }
}
