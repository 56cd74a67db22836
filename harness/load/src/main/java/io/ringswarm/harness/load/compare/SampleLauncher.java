package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Sample;
import io.ringswarm.harness.peers.SampleProcess;
import io.ringswarm.harness.peers.Workload;
import io.ringswarm.reports.words.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Takes a sample in a process of its own, with this process's JVM and flags, and its class path unless it is the baseline's
 * sample.
 */
final class SampleLauncher {
    /** For a process to start, to come to rest and to end. */
    private static final long GRACE_NS = 60_000_000_000L;

    /** Agrona's buffers use the JDK's own Unsafe; every sample gets the flag, so that all run alike. */
    private static final String AGRONA_EXPORT = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** SLF4J tells of each message that it keeps while it starts on another thread, as it does below Pekko. */
    private static final String NO_REPLAY_NOTICE = "-Dslf4j.internal.verbosity=ERROR";

    /** What the documentation of Agrona and Aeron advises for speed, for their samples alone. */
    private static final String NO_BOUNDS_CHECKS = "-Dagrona.disable.bounds.checks=true";

    private static final Set<String> ON_AGRONA = Set.of("agrona", "aeron");

    private final ComparisonPlan plan;

    SampleLauncher(ComparisonPlan plan) {
        this.plan = plan;
    }

    Sample take(Workload workload, Participant participant) throws IOException, InterruptedException {
        return take(
                participant.name(), command(workload, participant), 2 * plan.warmupNs() + plan.measureNs() + GRACE_NS);
    }

    /** Runs a command that prints a sample and ends within the time; ends it otherwise. */
    static Sample take(String system, List<String> command, long limitNs) throws IOException, InterruptedException {
        // a file, so that neither a process that does not end nor one that prints a lot can hold this one
        Path printed = Files.createTempFile("ringswarm-sample", ".properties");
        try {
            run(system, command, limitNs, printed);
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(printed)) {
                properties.load(in);
            }
            return SampleProcess.read(properties);
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    private static void run(String system, List<String> command, long limitNs, Path printed)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread onExit = new Thread(process::destroyForcibly);
        try {
            Runtime.getRuntime().addShutdownHook(onExit);
            if (!process.waitFor(limitNs, TimeUnit.NANOSECONDS)) {
                throw new SampleFailedException("system=" + system + " (expected: a sample within "
                        + Quantity.time(limitNs) + "; its process was still running and has been ended)");
            }
            if (process.exitValue() != 0) {
                throw new SampleFailedException("system=" + system + " (expected: a sample; its process ended with "
                        + process.exitValue() + ")");
            }
        } finally {
            process.destroyForcibly();
            removeHook(onExit);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            hook.interrupt(); // the hook runs already, and what it does is done
        }
    }

    /** What starts a sample. */
    List<String> command(Workload workload, Participant participant) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add(AGRONA_EXPORT);
        command.add(NO_REPLAY_NOTICE);
        if (ON_AGRONA.contains(participant.system())) {
            command.add(NO_BOUNDS_CHECKS);
        }
        boolean builds = plan.baseline() != null;
        if (builds) {
            command.add("-D" + SampleProcess.FIXED_WARMUP + "=true");
        }
        command.add("-cp");
        command.add(
                participant.build() == Participant.Build.BASELINE
                        ? plan.baseline().classPath()
                        : System.getProperty("java.class.path"));
        command.add(SampleProcess.class.getName());
        command.add(participant.system());
        command.add(Integer.toString(plan.agents()));
        // an older build does not go on while its JVM compiles, so of two builds neither does, and both get the most
        command.add(Long.toString(builds ? 2 * plan.warmupNs() : plan.warmupNs()));
        command.add(Long.toString(plan.measureNs()));
        if (workload != Workload.ONE_WAY) {
            command.add(workload.label()); // a build from before there were others knows none by name
        }
        return command;
    }
}
