package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SavedRunsTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadARunByItsFolderItsDocumentOrItsSet() throws IOException, UnusableRunException {
        save("b", "second");
        save("a", "first");
        Files.createDirectories(folder.resolve("notes"));
        Files.writeString(folder.resolve("readme.txt"), "mine");

        assertThat(ids(SavedRuns.read(folder.resolve("b")))).containsExactly("second");
        assertThat(ids(SavedRuns.read(folder.resolve("b/report.json")))).containsExactly("second");
        assertThat(ids(SavedRuns.read(folder))).containsExactly("first", "second");
    }

    @Test
    void shouldGiveTheSameRunWhenItIsNotSavedYet() throws IOException, UnusableRunException {
        SampleRun run = save("a", "first");
        List<RunBlocks> saved = SavedRuns.read(folder.resolve("a"));
        RunBlocks unsaved = SavedRuns.of(run.builder().runId("first").build(), run.log());

        assertThat(new RunDiff(saved, List.of(unsaved)).judge()).isEqualTo(new RunDiff(saved, saved).judge());
    }

    @Test
    void shouldNameTheFileWhenThereIsNoRunOrPartOfItIsMissing() throws IOException {
        save("a", "first");
        Files.delete(folder.resolve("a/latency.hlog"));
        Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> SavedRuns.read(folder.resolve("a")))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("a/latency.hlog (expected: a file that exists)");
        assertThatThrownBy(() -> SavedRuns.read(folder.resolve("empty")))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("empty (expected: report.json in it, or in folders in it)");
        assertThatThrownBy(() -> SavedRuns.read(folder.resolve("nowhere")))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("nowhere (expected: a file that exists)");
    }

    @Test
    void shouldRefuseALogWhenASecondOfItIsNotInTheReport() throws IOException {
        save("a", "first");
        Path log = folder.resolve("a/latency.hlog");
        String text = Files.readString(log);
        assertThat(text).contains("Tag=response,3.000,");
        String withoutChecksum = text.replaceAll("#\\[CRC-32.*\\R", "");
        Files.writeString(log, withoutChecksum.replace("Tag=response,3.000,", "Tag=response,999999999.000,"));

        assertThatThrownBy(() -> SavedRuns.read(folder.resolve("a")))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining(
                        "a/latency.hlog (second=999999999, expected: below 4, the number of intervals in");
    }

    private SampleRun save(String name, String runId) throws IOException {
        SampleRun run = SampleRun.passing(4);
        ReportFolder.open(folder.resolve(name), false)
                .write(run.builder().runId(runId).build(), run.log());
        return run;
    }

    private static List<String> ids(List<RunBlocks> runs) {
        return runs.stream().map(RunBlocks::report).map(RunReport::runId).toList();
    }
}
