package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.events.FlightEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from a thread of its own, a few times in each limit, whether an agent has been in one call for longer than that. It
 * names the agent with its stack, once, and the engine's health as long as it lasts. It never interrupts.
 */
final class Watchdog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int LOOKS_PER_LIMIT = 4;

    private final List<Shard> shards;
    private final List<Thread> threads;
    private final long limitNs;
    private final long[] calls;
    private final long[] sinceNs;
    private final boolean[] named;
    private final Thread thread;
    private Map<Thread, Long> namedOffShards = Map.of();
    private volatile List<String> findings = List.of();
    private volatile boolean over;

    Watchdog(String name, List<Shard> shards, List<Thread> threads, long limitNs) {
        this.shards = shards;
        this.threads = threads;
        this.limitNs = limitNs;
        calls = new long[shards.size()];
        sinceNs = new long[shards.size()];
        named = new boolean[shards.size()];
        thread = new Thread(this, name + "-watchdog");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What was found at the last look: a sentence for each stuck shard. Any thread. */
    List<String> findings() {
        return findings;
    }

    /** Ends its thread, which takes no longer than a look. */
    void close() {
        over = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!over && threads.stream().anyMatch(Thread::isAlive)) {
            look(System.nanoTime());
            LockSupport.parkNanos(this, Math.max(1, limitNs / LOOKS_PER_LIMIT));
        }
    }

    private void look(long nowNs) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < calls.length; i++) {
            Shard shard = shards.get(i);
            long begun = shard.calls();
            long agent = shard.currentAgent();
            if (agent == 0 || begun != calls[i]) {
                if (named[i]) {
                    LOG.info("shard {} goes on after {} ms", i, TimeUnit.NANOSECONDS.toMillis(nowNs - sinceNs[i]));
                }
                named[i] = false;
                calls[i] = begun;
                sinceNs[i] = nowNs;
            } else if (nowNs - sinceNs[i] >= limitNs) {
                found.add(name(i, agent, nowNs - sinceNs[i]));
            }
        }
        lookOffShards(nowNs, found);
        findings = List.copyOf(found);
    }

    private void lookOffShards(long nowNs, List<String> found) {
        Map<Thread, Long> slow = new HashMap<>();
        for (Shard shard : shards) {
            shard.forEachBlockingCall((agent, runs, startNs) -> {
                if (runs == null || nowNs - startNs < limitNs) {
                    return;
                }
                String finding = "blocking agent " + agent.name() + " has been in one call for "
                        + TimeUnit.NANOSECONDS.toMillis(nowNs - startNs) + " ms";
                found.add(finding);
                slow.put(runs, startNs);
                if (!Objects.equals(namedOffShards.get(runs), startNs)) {
                    warn("agent " + agent.name(), finding, runs, nowNs - startNs);
                }
            });
        }
        namedOffShards = slow;
    }

    private String name(int shard, long address, long forNs) {
        AgentCell cell = shards.get(shard).agents().find(address);
        String agent = cell == null
                ? "an agent that has ended"
                : "agent " + cell.self().name();
        String finding = "shard " + shard + ": " + agent + " has been in one call for "
                + TimeUnit.NANOSECONDS.toMillis(forNs) + " ms";
        if (!named[shard]) {
            named[shard] = true;
            warn(agent, finding, threads.get(shard), forNs);
        }
        return finding;
    }

    private static void warn(String agent, String finding, Thread runs, long forNs) {
        FlightEvents.slowCall(agent, runs.getName(), forNs);
        LOG.warn(
                "{}, at:\n{}",
                finding,
                Arrays.stream(runs.getStackTrace())
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining("\n")));
    }
}
