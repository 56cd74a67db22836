package io.ringswarm.reports.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A report could not be written, for example because the disk is full. What was in its folder before is still there. */
public final class ReportNotWrittenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path folder;

    /**
     * Names the folder and the reason in one line.
     *
     * @param folder where the report should have gone
     * @param cause what went wrong
     */
    public ReportNotWrittenException(Path folder, IOException cause) {
        super("report-dir=" + folder + " (not written: " + reason(cause) + ")", cause);
        this.folder = folder;
    }

    /**
     * Where the report should have gone.
     *
     * @return its path; null after deserialization
     */
    public Path folder() {
        return folder;
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException && ((FileSystemException) cause).getReason() != null) {
            return ((FileSystemException) cause).getReason();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
