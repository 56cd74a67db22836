package io.ringswarm.codecs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of the running version, launched with just the flags and classes that a test names. */
public final class ChildJvm {
    private static final long TIMEOUT_SECONDS = 30;

    private ChildJvm() {}

    public record Outcome(int exitCode, List<String> output) {}

    /** Runs the main class with the jars that hold the classes named, and answers stdout and stderr as one. */
    public static Outcome run(List<String> flags, Class<?> mainClass, List<String> classPath) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dslf4j.internal.verbosity=ERROR"); // that no logger is bound is the launcher's business
        command.add("-cp");
        Stream<String> own = Stream.of(mainClass.getName(), BodyCodec.class.getName());
        command.add(Stream.concat(own, classPath.stream())
                .map(ChildJvm::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return await(builder.start());
    }

    private static Outcome await(Process process) throws IOException, InterruptedException {
        try (InputStream stream = process.getInputStream()) {
            String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the JVM did not end: " + output);
            }
            return new Outcome(process.exitValue(), output.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String location(String className) {
        try {
            return Path.of(Class.forName(className, false, ChildJvm.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
