package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.VerdictSentence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void shouldBeginWithTheVerdict() {
        RunReport failed = SampleRun.failing(60).report();
        String sentence = MarkdownReport.render(failed).lines().findFirst().orElseThrow();
        assertThat(sentence.replace("\\", ""))
                .isEqualTo("## ❌ " + VerdictSentence.word(VerdictStatus.FAIL) + ": "
                        + VerdictSentence.withoutStatus(failed));
    }

    @Test
    void shouldShowObjectivesLatencyCountsEnvironmentAndCommand() {
        RunReport passed = SampleRun.passing(10).report();
        assertThat(MarkdownReport.render(passed))
                .contains("| P95 | ✅ met | ")
                .contains("| Lost messages | ✅ met | 0 | = 0 | equal | none |")
                .contains("| Response | 1,100,000 | ")
                .contains("| Handled | 1,100,000 | taken by a handler |")
                .contains("- Processor: AMD EPYC 7763 64-Core Processor")
                .contains("```sh\n" + passed.command() + "\n```");
    }

    @Test
    void shouldShowLanesOnlyWhenTheyAreToldApart() {
        assertThat(MarkdownReport.render(SampleRun.saturated()))
                .contains("| Critical | 20,000 | 0 | 20,000 | ", " | 448 | 448 |")
                .contains("| Low | 70,000 | 630,000 | 70,000 | – | – | – | – | – | – |");
        assertThat(MarkdownReport.render(SampleRun.passing(10).report())).doesNotContain("| Lane |");
    }

    @Test
    void shouldShowFiguresOnlyWhenTheLoadMeasuresSome() {
        assertThat(MarkdownReport.render(SampleRun.spawning()))
                .contains(
                        "| Spawn all | 6 | 80 ms | 97.5 ms | 120 ms |",
                        "| Bytes per agent | ✅ met | 340 B | ≤ 350 B |");
        assertThat(MarkdownReport.render(SampleRun.passing(10).report())).doesNotContain("| Figure |");
    }

    @Test
    void shouldKeepInSightOnlyWhatDecidesWhenShownAsAComment() {
        String text = MarkdownReport.render(SampleRun.failing(60).report());
        String inSight = text.replaceAll("(?s)<details>.*?</details>", "");
        assertThat(inSight.lines().filter(line -> !line.isBlank())).hasSizeLessThan(20);
        assertThat(inSight)
                .contains("| P99 | ❌ missed |", "| Response |", "> ⚠️ the hypervisor")
                .doesNotContain("Processor", "taken by a handler", "```");
        assertThat(text)
                .contains("<details><summary>Messages: 6,600,000 handled of 6,600,000 sent, 0 lost</summary>")
                .contains("<details><summary>Causes of samples over the limit</summary>", "| Queueing | 13,020 |")
                .contains("<details><summary>Run it again</summary>");
        // a block within details is Markdown only after an empty line
        assertThat(text).doesNotContainPattern("</summary>\n[^\n]").doesNotContainPattern("[^\n]\n</details>");
    }

    @Test
    void shouldGiveReasonsAsOneList() {
        RunReport failed = SampleRun.passing(10)
                .builder()
                .verdict(new Verdict(VerdictStatus.INVALID, List.of("one", "two", "three"), List.of()))
                .build();
        assertThat(MarkdownReport.render(failed)).contains("10\u00a0s\n\n- two\n- three\n\n| Objective |");
    }

    @Test
    void shouldGiveEachRowAsManyCellsAsItsHead() {
        int cells = 0;
        for (String line : MarkdownReport.render(hostile()).split("\n")) {
            int bars = line.replace("\\|", "").replaceAll("[^|]", "").length();
            if (line.startsWith("|---") || bars == 0) {
                cells = bars;
            } else if (cells > 0) {
                assertThat(bars).as(line).isEqualTo(cells);
            }
        }
    }

    @Test
    void shouldShowHostileTextsAsTexts() {
        String text = MarkdownReport.render(hostile());
        assertThat(text).doesNotContainPattern("(?<!\\\\)<script").doesNotContain("\n# heading");
        assertThat(text).contains("\\|cell\\|").contains("````sh\n```\nrm -rf\n````\n");
    }

    @Test
    void shouldNotPrintNullWhenNothingWasMeasured() {
        assertThat(MarkdownReport.render(SampleRun.sparse()))
                .startsWith("## ⚠️ Invalid: ")
                .doesNotContain("null")
                .doesNotContain("```");
    }

    private static RunReport hostile() {
        String hostile = "|cell| <script>\n# heading\r\n- item [x](javascript:y) `z";
        return SampleRun.passing(10)
                .builder()
                .runId(hostile)
                .command("```\nrm -rf")
                .tags(Map.of("k", hostile))
                .verdict(new Verdict(VerdictStatus.FAIL, List.of(hostile, hostile), List.of(hostile)))
                .scenario(SampleRun.passing(10).scenario(hostile))
                .build();
    }
}
