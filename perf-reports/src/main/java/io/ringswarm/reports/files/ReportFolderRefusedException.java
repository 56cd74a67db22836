package io.ringswarm.reports.files;

import java.io.IOException;
import java.nio.file.Path;

/** A folder may not take a report: it holds something already, or is not a folder that can be written to. */
public final class ReportFolderRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path folder;

    /**
     * Names the folder and what was expected of it.
     *
     * @param folder the folder
     * @param expectation what it should be
     */
    public ReportFolderRefusedException(Path folder, String expectation) {
        super("report-dir=" + folder + " (expected: " + expectation + ")");
        this.folder = folder;
    }

    /**
     * The folder.
     *
     * @return its path; null after deserialization
     */
    public Path folder() {
        return folder;
    }
}
