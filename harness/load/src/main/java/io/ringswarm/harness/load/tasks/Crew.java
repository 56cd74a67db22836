package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.Worker;
import io.ringswarm.engine.work.WorkerOptions;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.harness.load.scenario.WorkSettings;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The workers of a load: hires them, kills and evacuates some at moments that chance chooses, each time hiring another in their
 * place, and looks at them every {@value #LOOK_MS} ms. Confined to the thread that waits for rounds.
 */
final class Crew {
    static final long LOOK_MS = 20;
    static final long LOOK_NS = LOOK_MS * 1_000_000;

    /** How long a worker that leaves may take for what it has in hand. */
    private static final Duration DEPARTURE = Duration.ofMillis(200);

    /** How long an answer of the desk may take on its way from its thread, at the end only. */
    private static final long PATIENCE_MS = 5_000;

    private static final long OF_CREW = 0x63726577L;

    private final Engine engine;
    private final Work work;
    private final TaskKind<TaskOrder, TaskOutcome> kind;
    private final WorkSettings settings;
    private final TaskBook book;
    private final TaskChances chances;
    private final SplittableRandom random;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private CompletableFuture<List<WorkerProfile>> looking;

    /** What they were like when counting began, and at the end; of who was there. */
    private CompletableFuture<List<WorkerProfile>> atReset = CompletableFuture.completedFuture(List.of());

    private CompletableFuture<List<WorkerProfile>> atEnd = CompletableFuture.completedFuture(List.of());
    private int hired;
    private int looks;
    private long nextLookNs;
    private long nextKillNs;
    private long nextEvacuationNs;
    private boolean begun;

    /** One who is there. */
    private record Member(Worker worker, boolean slow) {}

    /** What was seen of one who is or was there. */
    private static final class Seen {
        private final WorkerTimeline timeline = new WorkerTimeline();
        private WorkerProfile last;
    }

    Crew(
            Engine engine,
            Work work,
            TaskKind<TaskOrder, TaskOutcome> kind,
            WorkSettings settings,
            TaskBook book,
            TaskChances chances,
            long seed) {
        this.engine = engine;
        this.work = work;
        this.kind = kind;
        this.settings = settings;
        this.book = book;
        this.chances = chances;
        random = new SplittableRandom(seed ^ OF_CREW);
    }

    /** Hires all; one of them may be slow. */
    void hireAll() {
        for (int i = 0; i < settings.workers(); i++) {
            hire(i == 0 && settings.slowdown() > 1);
        }
    }

    private void hire(boolean slow) {
        double slowdown = slow ? settings.slowdown() : 1;
        String name = (slow ? "slow-" : "w-") + ++hired;
        WorkerOptions options = new WorkerOptions()
                .slots(settings.tasksAtOnce())
                .shard((hired - 1) % engine.config().shards())
                .handles(kind, () -> new TaskHand(book, chances, slowdown));
        members.add(new Member(work.hire(name, options), slow));
    }

    /**
     * Does what is to be done now.
     *
     * @param nowNs of the engine's clock
     * @return how long nothing is to be done then, ns
     */
    long turn(long nowNs) {
        if (!begun) {
            begun = true;
            nextLookNs = nowNs;
            nextKillNs = nowNs + drawNs(settings.killEveryNs());
            nextEvacuationNs = nowNs + drawNs(settings.evacuateEveryNs());
        }
        if (settings.killEveryNs() > 0 && nowNs - nextKillNs >= 0) {
            nextKillNs = nowNs + drawNs(settings.killEveryNs());
            Member killed = replaced(random.nextInt(members.size()));
            engine.stop(killed.worker().ref());
        }
        if (settings.evacuateEveryNs() > 0 && nowNs - nextEvacuationNs >= 0) {
            nextEvacuationNs = nowNs + drawNs(settings.evacuateEveryNs());
            work.evacuate(replaced(random.nextInt(members.size())).worker(), DEPARTURE);
        }
        if (nowNs - nextLookNs >= 0) {
            look(nowNs);
        }
        return Math.max(1, nextLookNs - nowNs);
    }

    /** Another takes its place before it leaves, so that somebody is always there. */
    private Member replaced(int index) {
        Member leaving = members.remove(index);
        hire(leaving.slow());
        return leaving;
    }

    private long drawNs(long meanNs) {
        return (long) (-Math.log(1 - random.nextDouble()) * meanNs);
    }

    private void look(long nowNs) {
        if (looking == null) {
            looking = work.profiles().toCompletableFuture();
        } else if (looking.isDone()) {
            takeDown(looking.join());
            looking = work.profiles().toCompletableFuture();
        }
        nextLookNs = nowNs + LOOK_NS;
    }

    private void takeDown(List<WorkerProfile> profiles) {
        Map<String, WorkerProfile> there =
                profiles.stream().collect(Collectors.toMap(WorkerProfile::name, Function.identity()));
        for (String name : there.keySet()) {
            seen.computeIfAbsent(name, unknown -> newcomer());
        }
        seen.forEach((name, one) -> {
            WorkerProfile profile = there.get(name);
            if (profile == null) {
                one.timeline.look(0, 0, 0, WorkerState.GONE);
            } else {
                one.last = profile;
                one.timeline.look(profile.inHand(), profile.queued(), profile.loadScore(), state(profile));
            }
        });
        looks++;
    }

    /** One who was not there before. */
    private Seen newcomer() {
        Seen newcomer = new Seen();
        for (int look = 0; look < looks; look++) {
            newcomer.timeline.look(0, 0, 0, WorkerState.GONE);
        }
        return newcomer;
    }

    private static WorkerState state(WorkerProfile profile) {
        return switch (profile.state()) {
            case ACTIVE -> WorkerState.WORKING;
            case DRAINING -> WorkerState.DRAINING;
            case RETIRED -> WorkerState.GONE;
        };
    }

    /** Forgets what was seen of them. Between rounds, as the desk answers before it takes another task. */
    void reset() {
        seen.clear();
        looks = 0;
        looking = null;
        atReset = work.profiles().toCompletableFuture();
        members.forEach(member -> seen.put(member.worker().name(), newcomer()));
    }

    /** Looks a last time, when all tasks have ended and before the work is closed. */
    void lookLast() {
        atEnd = work.profiles().toCompletableFuture();
    }

    /** What came of a look at the desk that has run by now: it is told by another thread, soon. */
    private static Map<String, WorkerProfile> byName(CompletableFuture<List<WorkerProfile>> look) {
        return look.completeOnTimeout(List.of(), PATIENCE_MS, TimeUnit.MILLISECONDS).join().stream()
                .collect(Collectors.toMap(WorkerProfile::name, Function.identity()));
    }

    /** What lies between two samples; null when nobody has looked. */
    Long sampleNs() {
        return looks == 0 || seen.isEmpty()
                ? null
                : (Long) (LOOK_NS * seen.values().iterator().next().timeline.looksPerSample());
    }

    /** What was found of each, when the work has been closed. Of who had left before, as it was seen last. */
    List<TaskWorker> found() {
        Map<String, WorkerProfile> before = byName(atReset);
        byName(atEnd).forEach((name, profile) -> seen.computeIfAbsent(name, unknown -> newcomer()).last = profile);
        return seen.entrySet().stream()
                .map(entry -> found(entry.getKey(), entry.getValue(), before.get(entry.getKey())))
                .toList();
    }

    private TaskWorker found(String name, Seen one, WorkerProfile before) {
        WorkerProfile last = one.last;
        long ended = last == null ? 0 : last.tasksEnded() - (before == null ? 0 : before.tasksEnded());
        long succeeded = last == null ? 0 : last.tasksSucceeded() - (before == null ? 0 : before.tasksSucceeded());
        boolean known = ended > 0;
        return new TaskWorker(
                name,
                ended,
                known ? (Double) ((double) succeeded / ended) : null,
                known ? (Double) last.meanNs() : null,
                known && last.p95Ns() > 0 ? (Long) last.p95Ns() : null,
                known ? (Double) last.efficiency() : null,
                last == null ? null : (Double) last.loadScore(),
                looks == 0 ? null : one.timeline.series());
    }
}
