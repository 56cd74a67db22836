package io.ringswarm.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.WorkerSeries;
import io.ringswarm.reports.run.WorkerState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskPageTest {
    @Test
    void shouldSayHowTasksEndedAndWhy() {
        Document page = page(SampleTasks.failing());

        assertThat(page.select("section[aria-labelledby=h-tasks] .lead").text().replace('\u00a0', ' '))
                .startsWith("Each of the 1,000 tasks ended exactly once. 8 workers took 42 s with strategy hybrid;")
                .endsWith(": efficiency 95 %.");
        assertThat(page.select("section[aria-labelledby=h-tasks] tbody tr").eachText())
                .contains(
                        "Submitted 1,000 after the warm-up, taken or not",
                        "Failed 37 could not be done, the last retry included: threw 31, timed out 6",
                        "Rejected 20 not taken: no worker with the capability 20",
                        "Second completions 2 came after the end, and were discarded",
                        "Evacuated 17 from a worker that was slow, failing or leaving")
                .noneMatch(row -> row.startsWith("Without an end"));
        assertThat(page(SampleTasks.few()).select("dl.figures > div").eachText())
                .anyMatch(figure -> figure.startsWith("Longest to end ") && figure.endsWith(" ms since its submit"));
        assertThat(page(SampleTasks.many()).text()).contains("The 20 that ended the most tasks, of 100 workers.");
        assertThat(page.select("section[aria-labelledby=h-task-times] tbody th").eachText())
                .containsExactly("Submit to start", "Submit to end");
        assertThat(page.select("dl.figures > div").eachText())
                .containsExactly(
                        "Tasks 1,000 each with one end",
                        "Succeeded 930 93 % of them",
                        "Efficiency 95 % of the offline schedule",
                        "Longest to start 179 ms P95 155 ms",
                        "Longest to end 1.34 s P95 1.16 s",
                        "Lost 0 of 330,000 taken");
    }

    @Test
    void shouldSayWhatThereIsWhenEfficiencyWasNotMeasured() {
        Tasks retried = Tasks.builder()
                .submitted(50, 50)
                .repeated(4, 0)
                .routed("hybrid", 6)
                .build();
        Tasks cached = Tasks.builder().submitted(50, 50).cache(30, 20).build();

        assertThat(page(SampleRun.passing(3).builder().tasks(retried).build())
                        .select("dl.figures > div")
                        .eachText())
                .contains("Retries 4 starts after the first")
                .noneMatch(figure -> figure.contains("not measured"));
        assertThat(page(SampleRun.passing(3).builder().tasks(cached).build())
                        .select("dl.figures > div")
                        .eachText())
                .contains("From the cache 30 done by no worker");
    }

    @Test
    void shouldSpeakOfTasksWhereResponseIsTheirs() {
        assertThat(page(SampleTasks.failing())
                        .select("section[aria-labelledby=h-latency] .lead")
                        .text())
                .contains("Response is a task's, from its submit to its end")
                .doesNotContain("due");
        assertThat(page(SampleTasks.failing())
                        .select("section[aria-labelledby=h-counts] .note")
                        .text())
                .startsWith("A message is a task here: ");
        assertThat(page(SampleTasks.failing())
                        .select("section[aria-labelledby=h-slo] tbody th")
                        .eachText())
                .contains("Lost tasks")
                .doesNotContain("Lost messages");
        assertThat(page(SampleRun.passing(3).report())
                        .select("section[aria-labelledby=h-latency] .lead")
                        .text())
                .endsWith("Response counts from when a message was due, transit from when it was sent.");
    }

    @Test
    void shouldShowThoseThatEndedTheMostTasksWhenThereAreManyWorkers() {
        List<TaskWorker> workers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            workers.add(new TaskWorker("w" + i, i % 10, null, null, null, null, i / 30.0, null));
        }
        Tasks tasks = Tasks.builder().workers(null, workers).build();

        assertThat(page(SampleRun.passing(3).builder().tasks(tasks).build())
                        .select("section[aria-labelledby=h-workers] tbody th")
                        .eachText())
                .hasSize(20)
                .startsWith("w29", "w19", "w9", "w28");
    }

    @Test
    void shouldMarkTasksWithoutAnEnd() {
        Document page = page(SampleTasks.broken());

        assertThat(page.select("section[aria-labelledby=h-tasks] .lead strong.missed")
                        .text())
                .isEqualTo("Of 5 tasks submitted 1 did not end.");
        assertThat(page.select("section[aria-labelledby=h-tasks] tr.bad").eachText())
                .containsExactly("Without an end 1 submitted, and not in any row above");
        assertThat(page.select("#h-task-times, section[aria-labelledby=h-workers] figure"))
                .isEmpty();
        assertThat(page.select("section[aria-labelledby=h-workers] tbody tr").eachText())
                .containsExactly("worker-1 0 – – – – –");
    }

    @Test
    void shouldShowNothingOfTasksWhenThereAreNone() {
        Document page = page(SampleRun.passing(3).report());

        assertThat(page.select("#h-tasks, #h-task-times, #h-workers")).isEmpty();
        assertThat(MarkdownReport.render(SampleRun.passing(3).report())).doesNotContain("| Tasks |", "| Worker |");
    }

    @Test
    void shouldBeWellFormedWhateverTheTasksAre() {
        for (RunReport report :
                List.of(SampleTasks.few(), SampleTasks.failing(), SampleTasks.many(), SampleTasks.broken())) {
            Parser parser = Parser.htmlParser().setTrackErrors(50);
            Document page = Jsoup.parse(HtmlReport.render(report), parser);
            assertThat(parser.getErrors()).isEmpty();
            assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        }
        assertThat(HtmlReport.render(HostileRun.report())).doesNotContain("<script>");
    }

    @Test
    void shouldDrawAStripForEachWorkerWithItsStates() {
        Element chart = chart(SampleTasks.failing());

        assertThat(chart.select("text.note").eachText()).hasSize(8).satisfies(rows -> {
            assertThat(rows.get(0)).matches("worker-1: mean [0-9.]+, most [0-9.]+");
            assertThat(rows.get(3)).endsWith(", drained, not always there");
            assertThat(rows.get(4)).endsWith(", circuit open");
        });
        assertThat(chart.select("path.strip")).hasSize(8);
        assertThat(chart.select("path.s-draining[d*=H]")).hasSize(1);
        assertThat(chart.select("path.s-open[d*=H]")).hasSize(1);
        assertThat(chart.select("text.legend").eachText())
                .contains("Load score:", "to 20", "to 100", "draining", "circuit open", "No ground: not there");
        assertThat(chart.selectFirst("title").text()).isEqualTo("Workers over time");
        assertThat(chart.selectFirst("desc").text())
                .startsWith("Load score of 8 workers over 42 s. Busiest worker-")
                .endsWith(". 1 of them drained. 1 of them had an open circuit.");
    }

    @Test
    void shouldBeHigherWhereAWorkerHasMoreToDo() {
        Tasks tasks = Tasks.builder()
                .workers(1_000_000_000L, List.of(scored("a", 0.0, 20.0, 20.1, 100.0)))
                .build();
        Element chart = chart(SampleRun.passing(3).builder().tasks(tasks).build());

        assertThat(chart.select("path.heat").eachAttr("d"))
                .as("a fifth, two fifths, and all of a height of 16")
                .satisfiesExactly(
                        fifth -> assertThat(fifth).contains("v3.2h"),
                        two -> assertThat(two).contains("v6.4h"),
                        all -> assertThat(all).contains("v16h"));
    }

    @Test
    void shouldCountTasksWhenThereAreNoScores() {
        Element chart = chart(SampleTasks.many());

        assertThat(chart.select("path.strip")).hasSize(100);
        assertThat(chart.select("text.panel").text()).isEqualTo("Tasks of each worker");
        assertThat(chart.select("text.legend").eachText()).contains("Tasks:", "to 3", "to 15");
        assertThat(chart.select("text.end").eachText()).startsWith("worker-1", "worker-3");
        assertThat(chart.select("text.note")).isEmpty();
    }

    @Test
    void shouldStaySmallAndShowTheBusiestWhenThereAreMoreWorkersThanFit() {
        List<TaskWorker> workers = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            workers.add(scored("w" + i, i / 2.5));
        }
        Tasks tasks = Tasks.builder().workers(1_000_000L, workers).build();
        Document page = page(SampleRun.passing(3).builder().tasks(tasks).build());

        assertThat(page.select("section[aria-labelledby=h-workers] figcaption").text())
                .startsWith("The 100 busiest of 250 workers. A strip for each worker");
        assertThat(page.select("section[aria-labelledby=h-workers] .lead").text())
                .isEqualTo("The 20 that ended the most tasks, of 250 workers.");
        assertThat(page.select("section[aria-labelledby=h-workers] tbody th").eachText())
                .hasSize(20)
                .startsWith("w249", "w248");
        assertThat(page.select("svg.wide[aria-labelledby^=workers] text.end").eachText())
                .startsWith("w150");
        assertThat(HtmlReport.render(SampleTasks.many()).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(1_500_000);
    }

    @Test
    void shouldShowTasksInMarkdown() {
        assertThat(MarkdownReport.render(SampleTasks.failing()))
                .contains(
                        "Each of the 1,000 tasks ended exactly once. 8 workers took 42 s with strategy hybrid; ",
                        "| Rejected | 20 | not taken: no worker with the capability 20 |",
                        "| Submit to end | 1,000 | ",
                        "| worker-2 | ");
    }

    private static TaskWorker scored(String name, Double... scores) {
        List<Integer> zeros = Collections.nCopies(scores.length, 0);
        WorkerSeries series =
                WorkerSeries.of(zeros, zeros, List.of(scores), Collections.nCopies(scores.length, WorkerState.WORKING));
        return new TaskWorker(name, 1, null, null, null, null, scores[scores.length - 1], series);
    }

    private static Element chart(RunReport report) {
        return page(report).selectFirst("section[aria-labelledby=h-workers] svg.wide");
    }

    private static Document page(RunReport report) {
        return Jsoup.parse(HtmlReport.render(report));
    }
}
