package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Asks;
import io.ringswarm.reports.run.EngineCounts;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Hiccup;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Named values in groups. */
final class Facts {
    /** A name and its value. */
    record Fact(String name, String value) {}

    /** Facts that belong together. */
    record Group(String title, List<Fact> facts) {
        /** Whether nothing of it was measured. */
        boolean unmeasured() {
            return facts.stream().allMatch(fact -> NOT_MEASURED.equals(fact.value()));
        }
    }

    private static final String NOT_MEASURED = "not measured";

    private Facts() {}

    static List<Group> measured(RunReport report) {
        List<Group> groups = new ArrayList<>(List.of(
                new Group("Allocation", allocation(report.alloc())),
                new Group("Process", process(report.resources())),
                new Group("Warm-up and clock", warmup(report)),
                new Group("Hiccups of machine and JVM", hiccups(report.hiccup()))));
        if (report.asks() != null) {
            groups.add(new Group("Asks", asks(report.asks())));
        }
        if (report.engine() != null
                && report.engine().created() != report.counts().sent()) {
            groups.add(new Group("Deliveries, as the engine counts", deliveries(report.engine())));
        }
        return groups;
    }

    static List<Fact> environment(RunReport report) {
        List<Fact> facts = machine(report.env());
        addRun(facts, report);
        return facts;
    }

    /** What was measured on; nothing when that was not recorded. */
    static List<Fact> machine(Environment env) {
        List<Fact> facts = new ArrayList<>();
        if (env != null) {
            add(facts, "Processor", env.cpu());
            add(facts, "Logical cores", env.cores());
            add(facts, "Core quota", env.cgroupCpuQuota() == null ? null : Quantity.number(env.cgroupCpuQuota()));
            add(facts, "Memory", env.memoryBytes() == null ? null : Quantity.bytes(env.memoryBytes()));
            add(facts, "Hypervisor", env.hypervisor());
            add(facts, "Kernel", env.kernel());
            add(facts, "Clock source", env.clocksource());
            add(facts, "JVM", env.jvm());
            add(facts, "Collector", env.gc());
            add(facts, "JVM flags", env.jvmFlags().isEmpty() ? null : String.join(" ", env.jvmFlags()));
        }
        return facts;
    }

    private static void addRun(List<Fact> facts, RunReport report) {
        Git git = report.git();
        if (git != null) {
            add(facts, "Commit", git.commit() + (Boolean.TRUE.equals(git.dirty()) ? " with local changes" : ""));
        }
        add(facts, "Scenario digest", report.scenario().sha256());
        add(facts, "Seed", report.scenario().arrival().seed());
        add(facts, "Trace digest", report.scenario().arrival().traceSha256());
        add(
                facts,
                "Trace speed-up",
                report.scenario().arrival().speedup() == null
                        ? null
                        : Quantity.number(report.scenario().arrival().speedup()) + " times");
        Scenario scenario = report.scenario();
        add(facts, "Hops", scenario.hops());
        add(facts, "Fan-out", scenario.fanOut());
        add(facts, "Ask time-out", scenario.askTimeoutNs() == null ? null : Quantity.time(scenario.askTimeoutNs()));
        boolean sheds = scenario.shedAfterNs() != null && scenario.shedAfterNs() > 0;
        add(facts, "Shed after", sheds ? Quantity.time(scenario.shedAfterNs()) : null);
        Integer ringSlots = report.scenario().ringSlots();
        add(facts, "Ring slots", ringSlots == null ? null : Quantity.count(ringSlots));
    }

    private static List<Fact> allocation(Alloc alloc) {
        Alloc known = alloc == null ? new Alloc(null, null, null, null) : alloc;
        return List.of(
                fact(
                        "By sender and shard threads",
                        known.bytesPerMessage(),
                        bytes -> Quantity.bytes(bytes) + " a message"),
                fact("By the whole JVM", known.jvmBytesPerMessage(), bytes -> Quantity.bytes(bytes) + " a message"),
                fact("Collections", known.gcCount(), Quantity::number),
                fact("Time in collections", known.gcNs(), Quantity::time));
    }

    private static List<Fact> process(Resources resources) {
        Resources known = resources == null ? new Resources(null, null, null, null, null, null, null, null) : resources;
        return List.of(
                fact("CPU time", known.cpuSeconds(), seconds -> Quantity.number(seconds) + " s"),
                fact("Cores busy, mean", known.cpuCoresMean(), Quantity::number),
                fact("Cores busy, busiest second", known.cpuCoresMax(), Quantity::number),
                fact("Resident memory, mean", known.rssMeanBytes(), Quantity::bytes),
                fact("Resident memory, largest", known.rssMaxBytes(), Quantity::bytes),
                fact("Heap in use at the end", known.heapUsedBytes(), Quantity::bytes),
                fact("Heap after a collection, at the start", known.heapAfterGcStartBytes(), Quantity::bytes),
                fact("Heap after a collection, under load", known.heapAfterGcEndBytes(), Quantity::bytes));
    }

    private static List<Fact> warmup(RunReport report) {
        Warmup warmup = report.warmup();
        List<Fact> facts = new ArrayList<>();
        if (warmup == null) {
            facts.add(new Fact("Warm-up", "none"));
        } else {
            facts.add(new Fact("Warm-up", "auto".equals(warmup.mode()) ? "until steady" : warmup.mode()));
            facts.add(fact("Took", warmup.seconds(), seconds -> Quantity.number(seconds) + " s"));
            String steady =
                    warmup.steady() == null ? "not judged" : warmup.steady() ? "yes" : "no, its limit came first";
            facts.add(new Fact("Steady when it ended", steady));
        }
        Long errorNs = report.clock() == null ? null : report.clock().errorP99Ns();
        facts.add(fact("Clock error, P99", errorNs, ns -> "at most " + Quantity.time(ns)));
        return facts;
    }

    private static List<Fact> hiccups(Hiccup hiccup) {
        Hiccup known = hiccup == null ? new Hiccup("ns", null, null, null) : hiccup;
        return List.of(
                fact("P50", known.p50(), Quantity::time),
                fact("P99", known.p99(), Quantity::time),
                fact("Largest", known.max(), Quantity::time));
    }

    private static List<Fact> asks(Asks asks) {
        return List.of(
                fact("Started", asks.started(), Facts::count),
                fact("Answered", asks.answered(), Facts::count),
                fact("Expired", asks.expired(), Facts::count),
                fact("Timed out", asks.timedOut(), Facts::count),
                fact("Cancelled", asks.cancelled(), Facts::count),
                fact("Failed", asks.failed(), Facts::count));
    }

    private static List<Fact> deliveries(EngineCounts engine) {
        return List.of(
                fact("Accepted", engine.created(), Facts::count),
                fact("of them parked at first", engine.parked(), Facts::count),
                fact("Handled", engine.handled(), Facts::count),
                fact("Expired", engine.expired(), Facts::count),
                fact("Shed", engine.shed(), Facts::count),
                fact("Dead letters", engine.deadLettered(), Facts::count),
                fact("Undelivered", engine.undelivered(), Facts::count),
                fact("Refused", engine.refused(), Facts::count));
    }

    private static String count(double number) {
        return Quantity.count((long) number);
    }

    private static Fact fact(String name, Number value, DoubleFunction<String> words) {
        return new Fact(name, value == null ? NOT_MEASURED : words.apply(value.doubleValue()));
    }

    private static void add(List<Fact> facts, String name, Object value) {
        if (value != null) {
            facts.add(new Fact(name, value.toString()));
        }
    }
}
