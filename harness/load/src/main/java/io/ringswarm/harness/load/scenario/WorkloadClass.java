package io.ringswarm.harness.load.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A load that the user has written.
 *
 * @param name the class's, with its package
 * @param classpath folders and jars that it is looked for in, before the harness's own; may be empty
 */
public record WorkloadClass(String name, List<Path> classpath) {
    /** Copies the list. */
    public WorkloadClass {
        classpath = List.copyOf(classpath);
    }
}
