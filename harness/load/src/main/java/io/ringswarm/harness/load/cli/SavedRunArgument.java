package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.files.SavedRuns;
import io.ringswarm.reports.files.UnreadableReportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Saved runs as the command line names them: folders, documents, folders of folders, with commas between them. */
final class SavedRunArgument {
    private SavedRunArgument() {}

    static List<RunBlocks> read(String argument, Path currentFolder)
            throws UnreadableReportException, UnusableRunException {
        List<RunBlocks> runs = new ArrayList<>();
        for (String path : argument.split(",")) {
            runs.addAll(SavedRuns.read(currentFolder.resolve(path)));
        }
        return runs;
    }
}
