package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.ReportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReportCommandTest {
    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldDrawThePagesOfEachRunAgain() throws IOException {
        for (String name : new String[] {"one", "two"}) {
            // whether the run passed on a busy machine does not matter here
            console.run(
                    false,
                    "run",
                    "--codec",
                    "fixed",
                    "--warmup",
                    "0",
                    "--rate",
                    "1k",
                    "-d",
                    "50ms",
                    "--report-dir",
                    name);
        }
        Path page = folder.resolve("two").resolve(ReportFolder.HTML);
        String drawn = Files.readString(page);
        Files.writeString(page, "outdated");
        Files.delete(folder.resolve("one").resolve(ReportFolder.MARKDOWN));

        assertThat(console.run(false, "report", "one", "two")).isZero();

        assertThat(page).hasContent(drawn);
        assertThat(folder.resolve("one").resolve(ReportFolder.MARKDOWN)).isNotEmptyFile();
        assertThat(console.out().lines())
                .containsExactly("Report: " + folder.resolve("one"), "Report: " + folder.resolve("two"));
    }

    @Test
    void shouldExitWith2AndNameTheFileWhenAReportCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("cut"));
        Path document = Files.writeString(folder.resolve("cut").resolve(ReportFolder.JSON), "{\"schemaVersion\":");

        for (String run : new String[] {"cut", "missing"}) {
            assertThat(console.run(false, "report", run)).isEqualTo(ExitCode.USAGE);
            assertThat(console.err().lines()).singleElement().asString().startsWith("ringswarm: report=" + folder);
        }
        assertThat(document).hasContent("{\"schemaVersion\":");
    }

    @Test
    void shouldExitWith2WhenNoRunIsGiven() {
        assertThat(console.run(false, "report")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines()).singleElement().asString().contains("RUN");
    }

    @Test
    void shouldShowAnExampleWhenAskedForHelp() {
        assertThat(console.run(false, "report", "--help")).isZero();
        assertThat(console.out()).contains("RUN...", "Example: ringswarm report ");
    }
}
