package io.ringswarm.reports.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file is not a report that can be read: missing, cut off, another document, or one that contradicts itself. */
public final class UnreadableReportException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String reason;

    /**
     * Names the file and the reason in one line.
     *
     * @param file the file
     * @param reason what is wrong with it, one line
     * @param cause the failure underneath; null when there is none
     */
    public UnreadableReportException(Path file, String reason, Throwable cause) {
        super("report=" + file + " (" + reason + ")", cause);
        this.file = file;
        this.reason = reason;
    }

    /**
     * The file.
     *
     * @return its path; null after deserialization
     */
    public Path file() {
        return file;
    }

    /**
     * What is wrong with it.
     *
     * @return one line
     */
    public String reason() {
        return reason;
    }

    /** Of a file that cannot be read at all, in one line. */
    static String words(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "expected: a file that exists";
        }
        if (cause instanceof AccessDeniedException) {
            return "expected: a file that may be read";
        }
        String message = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse("");
        return "cannot be read, " + cause.getClass().getSimpleName() + message;
    }
}
