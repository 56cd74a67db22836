package io.ringswarm.engine.graph;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Supervision;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What a seed stands for: the sizes of an engine, a graph of agents on it, and how likely they do what. */
final class GraphPlan {
    /** A body of up to this many bytes fits its slot. */
    static final int INLINE_BYTES = 64;

    static final int MAX_BODY_BYTES = 200;

    private static final int THOUSAND = 1_000;
    private static final int MOST_RESTARTS = 1_000_000;
    private static final int HEADER_BYTES = 64;

    /** Who sends to whom. */
    enum Shape {
        CIRCLE,
        ALL_TO_ALL,
        SELF_LOOPS,
        FAN_IN,
        FAN_OUT,
        PAIRS,
        RANDOM
    }

    final long seed;
    final boolean threaded;
    final int shards;
    final int agents;
    final Shape shape;
    final int[][] edges;
    final int fanOut;
    final int senders;
    final int operations;
    final int budget;
    final boolean endless;
    final boolean mixedPriorities;
    final int overflowBuffers;
    final int stagedMessages;
    final boolean sheds;
    final boolean shardDies;
    final boolean closesWhenAtRest;
    final long closeTimeoutNs;
    final int parks;
    final int asks;
    final int answers;
    final int plainReplies;
    final int longBodies;
    final int throwing;
    final int poisons;
    final int stalls;
    final int stops;
    final int timers;
    final int deadlines;
    final int doors;
    final int batchEnds;
    final int insideCloses;
    final boolean restarts;
    final long backoffNs;
    final long drainLimitNs;
    private final int ringSlots;
    private final int localQueueSlots;
    private final int outboxMessages;
    private final int parkedMessages;
    private final int stashedMessages;
    private final int maxAsksInFlight;
    private final long shedAfterNs;

    GraphPlan(long seed, boolean threaded) {
        this.seed = seed;
        this.threaded = threaded;
        SplittableRandom random = new SplittableRandom(seed);
        shards = 1 + random.nextInt(4);
        agents = 1 + random.nextInt(8);
        shape = Shape.values()[random.nextInt(Shape.values().length)];
        edges = edges(random);
        fanOut = pick(random, 1, 1, 2, 3, 4);
        senders = 1 + random.nextInt(3);
        operations = pick(random, 10, 30, 100);
        budget = pick(random, 1, 4, 20, 60);
        endless = random.nextInt(16) == 0;
        mixedPriorities = random.nextBoolean();
        ringSlots = pick(random, 4, 4, 8, 64);
        localQueueSlots = pick(random, 4, 4, 8, 64);
        outboxMessages = pick(random, 1, 4, 8, 64);
        parkedMessages = pick(random, 1, 4, 8, 64);
        stashedMessages = pick(random, 1, 4, 8, 64);
        maxAsksInFlight = pick(random, 1, 4, 8, 64);
        overflowBuffers = pick(random, 1, 2, 4);
        stagedMessages = pick(random, 4, 8);
        sheds = random.nextInt(5) == 0;
        shedAfterNs = sheds ? 1_000 + random.nextInt(100_000) : 0;
        shardDies = random.nextInt(20) == 0;
        closesWhenAtRest = !endless && !shardDies && random.nextInt(4) > 0;
        closeTimeoutNs = closesWhenAtRest || !endless && random.nextBoolean()
                ? Duration.ofSeconds(20).toNanos()
                : 500_000 + random.nextInt(threaded ? 20_000_000 : 1_500_000);
        parks = pick(random, 0, 300, THOUSAND);
        asks = pick(random, 0, 100, 500);
        answers = pick(random, 200, 800, THOUSAND);
        plainReplies = pick(random, 0, 100);
        longBodies = pick(random, 0, 50, 300);
        throwing = pick(random, 0, 0, 20, 100);
        poisons = pick(random, 0, 0, 20);
        stalls = pick(random, 0, 50, 300);
        stops = pick(random, 0, 0, 3, 20);
        timers = pick(random, 0, 0, 100);
        deadlines = pick(random, 0, 0, 100);
        doors = pick(random, 0, 20);
        batchEnds = pick(random, 0, 0, 200);
        insideCloses = closesWhenAtRest ? 0 : pick(random, 0, 0, 0, 5);
        restarts = random.nextBoolean();
        backoffNs = pick(random, 0, 0, 20_000);
        drainLimitNs = pick(random, 0, 5_000, 5_000_000);
    }

    /** Whether one in a thousand is due, the chance being so many. */
    static boolean happens(SplittableRandom random, int perThousand) {
        return perThousand > 0 && random.nextInt(THOUSAND) < perThousand;
    }

    /** Whether messages may end without a trace. */
    boolean mayDrop() {
        return sheds || deadlines > 0;
    }

    /** Whether a close of such length leaves nothing undelivered. */
    boolean mustDrain() {
        return !endless && !shardDies && closeTimeoutNs > Duration.ofSeconds(1).toNanos();
    }

    EngineContext context() {
        return new EngineContext()
                .name("graph")
                .shards(shards)
                .ringSlots(ringSlots)
                .slotBytes(HEADER_BYTES + INLINE_BYTES)
                .maxBodyBytes(MAX_BODY_BYTES)
                .localQueueSlots(localQueueSlots)
                .outboxMessages(outboxMessages)
                .parkedMessages(parkedMessages)
                .stashedMessages(stashedMessages)
                .maxAsksInFlight(maxAsksInFlight)
                .overflowBuffers(overflowBuffers)
                .stagedMessages(stagedMessages)
                .shedAfter(Duration.ofNanos(shedAfterNs));
    }

    AgentOptions options(int shard) {
        Duration backoff = Duration.ofNanos(backoffNs);
        Supervision supervision = restarts
                ? Supervision.always(Directive.RESTART)
                        .backoff(backoff, backoff)
                        .limit(MOST_RESTARTS, Duration.ofDays(1))
                : Supervision.always(Directive.RESUME);
        return new AgentOptions().shard(shard).supervision(supervision);
    }

    private int[][] edges(SplittableRandom random) {
        int[][] to = new int[agents][];
        for (int i = 0; i < agents; i++) {
            int next = (i + 1) % agents;
            to[i] = switch (shape) {
                case CIRCLE -> new int[] {next};
                case ALL_TO_ALL -> everybody();
                case SELF_LOOPS -> new int[] {i, i, next};
                case FAN_IN -> i == 0 ? new int[] {next} : new int[] {0};
                case FAN_OUT -> i == 0 ? everybody() : new int[] {0, next};
                case PAIRS -> new int[] {(i ^ 1) % agents};
                case RANDOM -> random.ints(1 + random.nextInt(3), 0, agents).toArray();
            };
        }
        return to;
    }

    private int[] everybody() {
        int[] all = new int[agents];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private static int pick(SplittableRandom random, int... values) {
        return values[random.nextInt(values.length)];
    }

    @Override
    public String toString() {
        return "seed=" + seed + (threaded ? " threads" : " invoked") + " shards=" + shards + " agents=" + agents
                + " shape=" + shape + " fanOut=" + fanOut + " senders=" + senders + " operations=" + operations
                + " budget=" + budget + " endless=" + endless + " ring=" + ringSlots + " local=" + localQueueSlots
                + " outbox=" + outboxMessages + " parked=" + parkedMessages + " stashed=" + stashedMessages
                + " maxAsks=" + maxAsksInFlight + " overflow=" + overflowBuffers + " shedAfterNs=" + shedAfterNs
                + " shardDies=" + shardDies + " closesWhenAtRest=" + closesWhenAtRest + " closeTimeoutNs="
                + closeTimeoutNs + " parks=" + parks + " asks=" + asks + " answers=" + answers + " plainReplies="
                + plainReplies + " longBodies=" + longBodies + " throwing=" + throwing + " poisons=" + poisons
                + " stalls=" + stalls + " stops=" + stops + " timers=" + timers + " deadlines=" + deadlines
                + " doors=" + doors + " batchEnds=" + batchEnds + " insideCloses=" + insideCloses + " restarts="
                + restarts
                + " backoffNs=" + backoffNs + " drainLimitNs=" + drainLimitNs;
    }
}
