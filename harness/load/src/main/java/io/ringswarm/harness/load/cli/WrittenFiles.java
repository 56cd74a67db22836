package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.files.PublishedJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what a command has written: folders in words, or every file in a JSON array. */
final class WrittenFiles {
    private final Console console;
    private final boolean json;
    private final List<String> paths = new ArrayList<>();

    WrittenFiles(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void add(Path folder, List<String> names) {
        names.forEach(name -> paths.add(folder.resolve(name).toString()));
        (json ? console.err() : console.out()).println("Report: " + folder);
    }

    void print() {
        if (json) {
            console.out().print(PublishedJson.write(paths, "files"));
        }
    }
}
