package io.ringswarm.reports;

import io.ringswarm.reports.files.DrawnReport;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFormat;
import io.ringswarm.reports.files.SavedRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** A process of its own that draws a saved run in every format: two arguments, the run and where to. */
public final class DrawAgain {
    private DrawAgain() {}

    /**
     * Draws it, and says in what language, time zone and encoding.
     *
     * @param args the run's folder, and a folder that does not exist
     * @throws IOException when it cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        SavedRun run = SavedRun.read(Path.of(args[0]));
        ReportFolder.open(Path.of(args[1]), false).write(DrawnReport.of(run.report(), List.of(ReportFormat.values())));
        System.out.println(Locale.getDefault() + " " + TimeZone.getDefault().getID() + " " + Charset.defaultCharset());
    }
}
