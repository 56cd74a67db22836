package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.page.HtmlReport;
import io.ringswarm.reports.page.MarkdownReport;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final SampleRun RUN = SampleRun.passing(3);
    private static final RunReport REPORT = RUN.report();
    private static final Set<String> ALL = Set.of("report.json", "report.html", "report.md", "latency.hlog");

    @TempDir
    Path root;

    @Test
    void shouldWriteAllFilesWhenTheFolderIsNewOrEmpty() throws IOException {
        Path fresh = root.resolve("a/b/run");
        assertThat(ReportFolder.open(fresh, false).write(REPORT, RUN.log())).isEqualTo(fresh.toAbsolutePath());
        assertThat(names(fresh)).isEqualTo(ALL);
        assertThat(names(fresh.getParent())).containsExactly("run");

        Path empty = Files.createDirectory(root.resolve("empty"));
        ReportFolder.open(empty, false).write(REPORT, RUN.log());
        assertThat(names(empty)).isEqualTo(ALL);
    }

    @Test
    void shouldWriteNoLogWhenThereIsNone() throws IOException {
        ReportFolder.open(root.resolve("run"), false).write(SampleRun.sparse(), null);
        assertThat(names(root.resolve("run"))).containsExactlyInAnyOrder("report.json", "report.html", "report.md");
    }

    @Test
    void shouldCreateNothingWhenOnlyOpened() throws IOException {
        ReportFolder.open(root.resolve("x/y"), false);
        assertThat(names(root)).isEmpty();
    }

    @Test
    void shouldRefuseBeforeTheRunWhenTheFolderHoldsSomething() throws IOException {
        Files.writeString(root.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> ReportFolder.open(root, false))
                .isInstanceOf(ReportFolderRefusedException.class)
                .hasMessage(
                        "report-dir=" + root.toAbsolutePath()
                                + " (expected: a new or empty folder, or --force to replace the report in it; it holds notes.txt)");
        assertThat(names(root)).containsExactly("notes.txt");
    }

    @Test
    void shouldLoseNeitherRunWhenAnotherWroteToTheFolderInTheMeantime() throws IOException {
        Path run = root.resolve("run");
        ReportFolder second = ReportFolder.open(run, false);
        ReportFolder third = ReportFolder.open(run, false);
        ReportFolder.open(run, false).write(REPORT, RUN.log());
        byte[] first = Files.readAllBytes(run.resolve("report.json"));

        assertThat(second.write(SampleRun.sparse(), null)).isEqualTo(root.resolve("run-2"));
        assertThat(third.write(SampleRun.sparse(), null)).isEqualTo(root.resolve("run-3"));
        assertThat(run.resolve("report.json")).hasBinaryContent(first);
        assertThat(names(run)).isEqualTo(ALL);
        assertThat(ReportJson.read(root.resolve("run-2/report.json"))).isEqualTo(SampleRun.sparse());
        assertThat(names(root)).containsExactly("run", "run-2", "run-3");
    }

    @Test
    void shouldRefuseWhenAFileIsInTheWay() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> ReportFolder.open(file, true))
                .isInstanceOf(ReportFolderRefusedException.class)
                .hasMessageContaining("is not one");
        assertThatThrownBy(() -> ReportFolder.open(file.resolve("deeper"), true))
                .isInstanceOf(ReportFolderRefusedException.class);
    }

    @Test
    void shouldReplaceTheWholeReportAndNothingElseWhenForced() throws IOException {
        ReportFolder.open(root, false).write(REPORT, RUN.log());
        Files.writeString(root.resolve("notes.txt"), "mine");
        ReportFolder.open(root, true).write(SampleRun.sparse(), null);
        assertThat(names(root)).containsExactlyInAnyOrder("report.json", "report.html", "report.md", "notes.txt");
        assertThat(ReportJson.read(root.resolve("report.json"))).isEqualTo(SampleRun.sparse());
        assertThat(root.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void shouldFollowALinkToAFolder() throws IOException {
        Path real = Files.createDirectory(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        ReportFolder.open(link, false).write(REPORT, RUN.log());
        assertThat(link).isSymbolicLink();
        assertThat(names(real)).isEqualTo(ALL);
    }

    @Test
    void shouldLeaveNothingHalfWrittenWhenTheDiskIsFull() throws IOException {
        try (FileSystem small = Jimfs.newFileSystem(smallDisk(64))) {
            Path folder = small.getPath("/reports/run");
            assertThatThrownBy(() -> ReportFolder.open(folder, false).write(REPORT, RUN.log()))
                    .isInstanceOf(ReportNotWrittenException.class)
                    .hasMessageStartingWith("report-dir=/reports/run (not written: ")
                    .hasMessageContaining("out of disk space")
                    .satisfies(e ->
                            assertThat(((ReportNotWrittenException) e).folder()).isEqualTo(folder));
            assertThat(names(folder.getParent())).isEmpty();
        }
    }

    @Test
    void shouldKeepTheOldReportWhenTheDiskIsFull() throws IOException {
        try (FileSystem small = Jimfs.newFileSystem(smallDisk(64))) {
            Path folder = small.getPath("/run");
            ReportFolder.open(folder, false).write(SampleRun.sparse(), null);
            String before = Files.readString(folder.resolve("report.json"));
            assertThatThrownBy(() -> ReportFolder.open(folder, true).write(REPORT, RUN.log()))
                    .isInstanceOf(ReportNotWrittenException.class);
            assertThat(names(folder)).containsExactlyInAnyOrder("report.json", "report.html", "report.md");
            assertThat(folder.resolve("report.json")).hasContent(before);
        }
    }

    @Test
    void shouldDrawTheSameBytesAgainWhenReadBack() throws IOException {
        for (RunReport report : new RunReport[] {REPORT, SampleRun.failing(20).report(), SampleRun.sparse()}) {
            Path folder = ReportFolder.open(root, true).write(report, null);
            RunReport read = ReportJson.read(folder.resolve("report.json"));
            assertThat(HtmlReport.render(read)).isEqualTo(Files.readString(folder.resolve("report.html")));
            assertThat(MarkdownReport.render(read)).isEqualTo(Files.readString(folder.resolve("report.md")));
        }
    }

    @Test
    void shouldReplaceThePagesAndNothingElseWhenDrawnAgain() throws IOException {
        ReportFolder.open(root, false).write(REPORT, RUN.log());
        String page = Files.readString(root.resolve("report.html"));
        byte[] log = Files.readAllBytes(root.resolve("latency.hlog"));
        Files.writeString(root.resolve("report.html"), "stale");
        Files.delete(root.resolve("report.md"));
        RunReport read = SavedRun.read(root).report();
        ReportFolder.redraw(root, DrawnReport.of(read, List.of(ReportFormat.HTML, ReportFormat.MARKDOWN)));
        assertThat(names(root)).isEqualTo(ALL);
        assertThat(Files.readString(root.resolve("report.html"))).isEqualTo(page);
        assertThat(Files.readAllBytes(root.resolve("latency.hlog"))).isEqualTo(log);
    }

    @Test
    void shouldLeaveNoFileOfAnotherRunWhenARunReplacesIt() throws IOException {
        List<ReportFormat> all = List.of(ReportFormat.values());
        ReportFolder.open(root, false).write(DrawnReport.of(REPORT, all));
        assertThat(names(root))
                .containsExactlyInAnyOrder(
                        "report.html",
                        "report.md",
                        "report.csv",
                        "intervals.csv",
                        "report.json",
                        "junit.xml",
                        "metrics.prom",
                        "spectrum.png",
                        "timeline.png",
                        "flow.png",
                        "warmup.png");
        ReportFolder.open(root, true).write(SampleRun.sparse(), null);
        assertThat(names(root)).containsExactlyInAnyOrder("report.json", "report.html", "report.md");
    }

    @Test
    void shouldRemoveThePicturesOfBeforeWhenThereIsNothingToDraw() throws IOException {
        ReportFolder.open(root, false).write(DrawnReport.of(REPORT, List.of(ReportFormat.PNG, ReportFormat.CSV)));
        ReportFolder.redraw(root, DrawnReport.of(SampleRun.sparse(), List.of(ReportFormat.PNG)));
        assertThat(names(root)).containsExactlyInAnyOrder("report.csv", "intervals.csv");
    }

    private static Configuration smallDisk(int kibibytes) {
        return Configuration.unix().toBuilder()
                .setMaxSize(kibibytes * 1024L)
                .setBlockSize(1024)
                .setWorkingDirectory("/")
                .build();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
