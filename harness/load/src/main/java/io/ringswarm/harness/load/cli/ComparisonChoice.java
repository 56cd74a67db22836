package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.load.compare.Distribution;
import io.ringswarm.harness.load.compare.Participant;
import io.ringswarm.harness.load.compare.Participant.Build;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.harness.peers.Peers;
import io.ringswarm.harness.peers.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Which workloads are compared, and over which systems.
 *
 * @param workloads as typed; null for those that matter, or all with {@code all}
 * @param systems as typed; null for those that matter, or all with {@code all}
 * @param all whether what was not typed is everything there is
 */
record ComparisonChoice(List<String> workloads, List<String> systems, boolean all) {
    /** What is compared unless one says otherwise. */
    static final List<Workload> WORKLOADS_THAT_MATTER = List.of(Workload.ONE_WAY, Workload.ASK);

    /** Over which systems, as far as they can. */
    static final List<String> SYSTEMS_THAT_MATTER =
            List.of("ringswarm-fixed", "ringswarm-tell", "disruptor-single", "disruptor-batched", "pekko", "vertx");

    private static final String OURS = "ringswarm";
    private static final String FIRST = "ringswarm-fixed";

    /** Each workload with the systems that can do it, in the order typed; workloads not typed only where two or more can. */
    List<Task> tasks() {
        check("--workload", workloads, Workload.labels());
        check("--systems", systems, Peers.names());
        List<Task> tasks = new ArrayList<>();
        for (Workload workload : chosenWorkloads()) {
            List<String> able = chosenSystems().stream()
                    .filter(Peers.names(workload)::contains)
                    .toList();
            if (able.size() >= 2) {
                tasks.add(new Task(workload, able.stream().map(Participant::of).toList()));
            } else if (workloads != null) {
                throw tooFew(workload.label() + " can be done by " + String.join(", ", Peers.names(workload)));
            }
        }
        if (tasks.isEmpty()) {
            throw tooFew("that can do the same workload");
        }
        return tasks;
    }

    /** As {@link #tasks()}, of systems of ours, each in this build, in this build again and in the baseline. */
    List<Task> tasksOfBuilds(Distribution baseline) {
        check("--workload", workloads, Workload.labels());
        check("--systems", systems, Peers.names());
        if (systems != null) {
            for (String system : systems) {
                if (!system.startsWith(OURS)) {
                    throw InvalidInputException.of(
                            "--systems", system, "systems that begin with " + OURS + ", with --baseline-dist");
                }
                if (!baseline.has(system)) {
                    throw InvalidInputException.of("--systems", system, "systems that the baseline has, too");
                }
            }
        }
        List<Task> tasks = new ArrayList<>();
        for (Workload workload : chosenWorkloads()) {
            if (!baseline.can(workload)) {
                if (workloads != null) {
                    throw InvalidInputException.of(
                            "--workload",
                            workload.label(),
                            "one-way, as the baseline is from before there were others");
                }
                continue;
            }
            List<Participant> participants = chosenSystems().stream()
                    .filter(system -> system.startsWith(OURS))
                    .filter(baseline::has)
                    .filter(Peers.names(workload)::contains)
                    .flatMap(system -> Arrays.stream(Build.values()).map(build -> new Participant(system, build)))
                    .toList();
            if (!participants.isEmpty()) {
                tasks.add(new Task(workload, participants));
            } else if (workloads != null) {
                throw InvalidInputException.of(
                        "--systems",
                        String.join(",", chosenSystems()),
                        "one that can do " + workload.label() + ": " + String.join(", ", Peers.names(workload)));
            }
        }
        return tasks;
    }

    private List<Workload> chosenWorkloads() {
        if (workloads != null) {
            return workloads.stream().map(Workload::of).toList();
        }
        return all ? Arrays.asList(Workload.values()) : WORKLOADS_THAT_MATTER;
    }

    private List<String> chosenSystems() {
        if (systems != null) {
            return systems;
        }
        if (!all) {
            return SYSTEMS_THAT_MATTER;
        }
        List<String> names = new ArrayList<>(Peers.names());
        names.remove(FIRST);
        names.add(0, FIRST);
        return names;
    }

    private InvalidInputException tooFew(String why) {
        return InvalidInputException.of("--systems", String.join(",", chosenSystems()), "two or more; " + why);
    }

    private static void check(String option, List<String> typed, Collection<String> known) {
        if (typed == null) {
            return;
        }
        for (String name : typed) {
            if (!known.contains(name)) {
                throw InvalidInputException.of(option, name, NearestName.oneOf(name, known));
            }
        }
        if (new HashSet<>(typed).size() < typed.size()) {
            throw InvalidInputException.of(option, String.join(",", typed), "each once");
        }
    }
}
