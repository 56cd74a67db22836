package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.browser.BrowserCheck;
import io.ringswarm.reports.browser.OpenedPage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run as its reader opens it. */
class ReportOfARunInBrowserTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void shouldBeQuietFitAndPrintWhenARunsReportIsOpened() {
        try (BrowserCheck browser = BrowserCheck.start()) {
            CapturedConsole console = new CapturedConsole(folder, Map.of());
            int code = console.run(
                    false,
                    "run",
                    "--codec",
                    "fixed",
                    "--rate",
                    "2k",
                    "--warmup",
                    "0",
                    "-d",
                    "2200ms",
                    "--slo",
                    "lost=0",
                    "--report-dir",
                    "out");
            assertThat(code).as(console.err()).isZero();

            Path report = folder.resolve("out").resolve("report.html");
            for (int widthPx : new int[] {1200, 390}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.assertQuietAndLegible(report, widthPx, dark);
                }
            }
            try (OpenedPage page = browser.open(report, 1200, false)) {
                assertThat(page.printedPages()).isBetween(1, 12);
                assertThat(page.tablesCutInPrint()).isEmpty();
                assertThat(page.tabOrder()).isEqualTo(page.reachable()).contains("h-slo", "h-latency", "h-counts");
            }
        }
    }
}
