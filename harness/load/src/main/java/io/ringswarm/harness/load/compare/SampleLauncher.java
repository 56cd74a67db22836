package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.OneWaySample;
import io.ringswarm.harness.peers.SampleProcess;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Takes a sample in a process of its own, with this process's JVM, flags and class path. */
final class SampleLauncher {
    private final ComparisonPlan plan;

    SampleLauncher(ComparisonPlan plan) {
        this.plan = plan;
    }

    OneWaySample take(String system) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(system))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
        try (InputStream printed = process.getInputStream()) {
            Properties properties = new Properties();
            properties.load(printed);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new SampleFailedException(
                        "system=" + system + " (expected: a sample; its process ended with " + exitCode + ")");
            }
            return SampleProcess.read(properties);
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

    private List<String> command(String system) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(SampleProcess.class.getName());
        command.add(system);
        command.add(Integer.toString(plan.agents()));
        command.add(Long.toString(plan.warmupNs()));
        command.add(Long.toString(plan.measureNs()));
        return command;
    }
}
