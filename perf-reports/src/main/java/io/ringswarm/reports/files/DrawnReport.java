package io.ringswarm.reports.files;

import io.ringswarm.reports.run.RunReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run drawn in some formats, in memory: what cannot be drawn is known before a file is touched. */
public final class DrawnReport {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    private DrawnReport() {}

    /**
     * Draws a run.
     *
     * @param report the run
     * @param formats in the order in which files are listed
     * @return its files
     * @throws io.ringswarm.reports.export.PictureNotDrawnException when pictures are asked for and this machine cannot draw them
     */
    public static DrawnReport of(RunReport report, Collection<ReportFormat> formats) {
        DrawnReport drawn = new DrawnReport();
        for (ReportFormat format : formats) {
            drawn.files.putAll(format.draw(report));
            drawn.names.addAll(format.names());
        }
        return drawn;
    }

    /**
     * What there is to be written.
     *
     * @return the names of the files, in order
     */
    public List<String> fileNames() {
        return List.copyOf(files.keySet());
    }

    Map<String, byte[]> files() {
        return files;
    }

    /** Files of a run that was there before are removed even where this run has none of the kind. */
    Collection<String> replacedNames() {
        return names;
    }
}
