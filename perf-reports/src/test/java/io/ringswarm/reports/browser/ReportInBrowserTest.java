package io.ringswarm.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.page.HtmlReport;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a browser can tell: whether the page is quiet, fits, is legible in light and dark, prints, and is reached by keys. */
@Timeout(120)
class ReportInBrowserTest {
    private static BrowserCheck browser;

    @TempDir
    private Path folder;

    /** Runs that differ in what their pages show. */
    enum Sample {
        PASSED(() -> SampleRun.passing(10).report()),
        LONG(() -> SampleRun.passing(600).report()),
        FAILED(() -> SampleRun.failing(60).report()),
        ONE_SECOND(() -> SampleRun.passing(1).report()),
        SPARSE(SampleRun::sparse),
        SATURATED(SampleRun::saturated),
        SPAWNING(SampleRun::spawning),
        FEW_TASKS(SampleTasks::few),
        FAILING_TASKS(SampleTasks::failing),
        MANY_WORKERS(SampleTasks::many),
        COMPARED(SampleRun::compared),
        SEARCHED(SampleRun::searched);

        private final Supplier<RunReport> report;

        Sample(Supplier<RunReport> report) {
            this.report = report;
        }
    }

    @BeforeAll
    static void start() {
        browser = BrowserCheck.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFitAndBeLegibleWhenWideOrNarrowAndLightOrDark(Sample sample) throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), HtmlReport.render(sample.report.get()));
        boolean dark = sample.ordinal() % 2 == 0; // every sample at every width, every width in either colours
        for (int widthPx : new int[] {1200, 700, 390}) {
            dark = !dark;
            browser.assertQuietAndLegible(file, widthPx, dark);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPrintOnAFewSheetsAndLetKeysReachEveryTable(Sample sample) throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), HtmlReport.render(sample.report.get()));
        try (OpenedPage page = browser.open(file, 1200, false)) {
            assertThat(page.printedPages()).isBetween(1, 12);
            assertThat(page.tablesCutInPrint()).isEmpty();
            assertThat(page.reachable()).contains("h-slo", "h-counts", "summary");
            assertThat(page.tabOrder()).isEqualTo(page.reachable());
        }
    }

    @Test
    void shouldFindWhatIsWrongWhenAPageIsNotAsItShouldBe() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.html"), """
                <!doctype html><main><section style="display:none">hidden away</section>
                <p style="width:2000px;color:#aaa;background:#fff">faint and wide</p>
                <table style="width:900px"><tr><td>cut</td></tr></table><div role="region" aria-labelledby="reached" tabindex="0">a</div>
                <svg class="chart" viewBox="0 0 100 20" width="100"><text x="90" y="10">beyond</text><text x="92" y="11">over</text></svg>
                <img src="missing.png"><script>console.log('said')</script></main>""");
        try (OpenedPage page = browser.open(file, 390, false)) {
            assertThat(page.overflowPx()).isPositive();
            assertThat(page.hiddenSections()).containsExactly("hidden away");
            assertThat(page.faintTexts()).singleElement().asString().endsWith("faint and wide");
            assertThat(page.clippedLabels()).contains("beyond");
            assertThat(page.overlappingLabels()).containsExactly("beyond | over");
            assertThat(page.complaints()).contains("log: said");
            assertThat(page.requests()).singleElement().asString().endsWith("missing.png");
            assertThat(page.tabOrder()).containsExactly("reached");
            assertThat(page.tablesCutInPrint()).containsExactly("cut");
            assertThat(page.printedPages()).isEqualTo(1);
        }
    }
}
