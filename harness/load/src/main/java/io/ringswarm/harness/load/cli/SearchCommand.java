package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.scenario.ArrivalConfig;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.search.ProbeLength;
import io.ringswarm.harness.load.search.RateSearch;
import io.ringswarm.harness.load.search.SearchPlan;
import io.ringswarm.harness.load.search.SearchWords;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.SearchJson;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchReport;
import io.ringswarm.reports.words.Quantity;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code search}: the highest rate that still meets the objectives. */
@Command(
        name = "search",
        description = {
            "Searches for the highest rate that still meets the objectives.",
            "",
            "Doubles the rate from the scenario's until the objectives are missed, halves the gap until it is within 5 %%, and",
            "confirms what it found by a run as long as the scenario says. Each probe has an engine of its own, and lasts long",
            "enough for the percentiles of the objectives to have their samples; rates too low for that are not tried. A probe",
            "whose measurement is invalid is not known to meet the objectives: then the limit is the generator's.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Exit codes: 0 a rate is confirmed, 1 none is, 2 usage, 3 no valid measurement, 130 after Ctrl-C.",
            "",
            "Example: ringswarm search default --slo \"p99<1ms\" --slo \"lost=0\" --to 5M"
        })
final class SearchCommand implements Callable<Integer> {
    private static final double TOLERANCE = 0.05;
    private static final double MAX_RATE = 1e9;
    private static final int MAX_PROBES = 200;
    private static final Set<ArrivalConfig.Kind> SEARCHABLE =
            EnumSet.of(ArrivalConfig.Kind.CONSTANT, ArrivalConfig.Kind.POISSON, ArrivalConfig.Kind.BURST);

    private final Console console;
    private ReportChoice report;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioChoice scenario = new ScenarioChoice();

    @Option(names = "--from", paramLabel = "RATE", description = "the first rate (default: the scenario's)")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "RATE",
            defaultValue = "1000M",
            description = "the highest rate that is tried (default: ${DEFAULT-VALUE})")
    private String to;

    @Option(
            names = "--probe",
            paramLabel = "TIME",
            defaultValue = "3s",
            description =
                    "length of a probe, and longer where percentiles need more messages, up to --duration, which is that of the run"
                            + " that confirms (default: ${DEFAULT-VALUE})")
    private String probe;

    @Option(
            names = "--max-probes",
            paramLabel = "N",
            defaultValue = "30",
            description = "most runs in all (default: ${DEFAULT-VALUE})")
    private int maxProbes;

    @Mixin
    private TagChoice tags = new TagChoice();

    private SearchCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        SearchCommand command = new SearchCommand(console);
        CommandLine line = new CommandLine(command);
        command.report = ReportChoice.addTo(
                line.getCommandSpec(),
                console,
                "where the confirming run's report goes (default: target/ringswarm/<run id>)",
                "the document");
        ScenarioFlags.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws Exception {
        ScenarioFlags.warnOfUnknownVariables(console.environment(), console.err());
        Settings flags = ScenarioFlags.read(spec.commandLine().getParseResult());
        ScenarioConfig config = scenario.config(console, flags);
        requireSearchable(config);
        ProbeLength length = length(config);
        SearchPlan plan = plan(config, length);
        Map<String, String> labels = tags.map();
        ReportFolder folder = report.open(config.name());
        Long seed = config.arrival().shape().seed();
        String command = Repetition.seeded(
                spec.root().commandLine().getParseResult().originalArgs(), console.environment(), flags, seed);
        SearchRuns runs = new SearchRuns(console, scenario.source(console), flags, seed, length, command, labels);
        CtrlC ctrlC = CtrlC.handledBy(runs::interrupt);
        try {
            Search search = new RateSearch(plan, runs).run();
            print(config, search);
            write(folder, search, runs.shown());
            return runs.isInterrupted() ? ExitCode.INTERRUPTED : exitCode(search);
        } finally {
            ctrlC.done();
        }
    }

    private static int exitCode(Search search) {
        if (search.highestRate() != null) {
            return ExitCode.OK;
        }
        return SearchWords.isJudged(search) ? ExitCode.FAIL : ExitCode.INVALID;
    }

    private void print(ScenarioConfig config, Search search) {
        if (report.json()) {
            console.out().print(SearchJson.write(SearchReport.of(config.name(), search)));
            console.out().flush();
        }
        report.words().println(SearchWords.result(search));
    }

    private void write(ReportFolder folder, Search search, LoadRun.Outcome shown) throws IOException {
        if (shown != null) {
            RunReport found = shown.report().toBuilder().search(search).build();
            report.tell(folder, folder.write(found, shown.log()));
        }
        report.words().flush();
    }

    private static void requireSearchable(ScenarioConfig config) {
        if (!SEARCHABLE.contains(config.arrival().kind())) {
            String why = config.arrival().kind() == ArrivalConfig.Kind.CLOSED
                    ? "its rate is max"
                    : "its arrival is " + config.arrival().kind().text();
            throw new InvalidInputException("scenario=" + config.name()
                    + " (expected: one that offers a rate, which can be searched for; " + why + ")");
        }
        if (config.slos().isEmpty()) {
            throw new InvalidInputException("scenario=" + config.name()
                    + " has no objectives (expected: one or more, for example --slo \"p99<10ms\")");
        }
    }

    private SearchPlan plan(ScenarioConfig config, ProbeLength length) {
        double scenarioRate = config.arrival().ratePerSecond();
        double first = from == null ? Math.max(1, Math.rint(scenarioRate)) : rate("--from", from, 1);
        if (first < length.leastRate()) {
            throw InvalidInputException.of(
                    from == null ? "rate" : "--from",
                    Quantity.rate(first),
                    "messages per second, " + Quantity.rate(length.leastRate()) + " or more, so that "
                            + Quantity.count(length.messages()) + " are due in " + Quantity.time(length.longestNs())
                            + " and the percentiles of the objectives have their samples; or a longer --duration, or lower"
                            + " percentiles");
        }
        if (maxProbes < 2 || maxProbes > MAX_PROBES) {
            throw InvalidInputException.of("--max-probes", maxProbes, "2 to " + MAX_PROBES);
        }
        return new SearchPlan(first, rate("--to", to, first), TOLERANCE, maxProbes, length.leastRate());
    }

    private static double rate(String option, String text, double least) {
        Double rate = Quantities.number(text);
        if (rate == null || rate < least || rate > MAX_RATE) {
            throw InvalidInputException.of(
                    option, text, "messages per second such as 500k, from " + (long) least + " to 1000M");
        }
        return Math.rint(rate);
    }

    /** A probe is no longer than the run that confirms. Which share of the messages a lane has is the load's own affair. */
    private ProbeLength length(ScenarioConfig config) {
        Long ns = Quantities.timeNs(probe, TimeUnitName.S);
        if (ns == null || ns < TimeUnitName.MS.nanos()) {
            throw InvalidInputException.of("--probe", probe, "a time such as 3s, 1 ms or more");
        }
        List<Percentile> percentiles = Arrays.stream(Percentile.values())
                .filter(percentile -> config.slos().stream()
                        .anyMatch(
                                slo -> slo.lane() == null && slo.metric().key().equals(percentile.key())))
                .toList();
        long longestNs = config.durationNs();
        return new ProbeLength(Math.min(ns, longestNs), longestNs, ProbeLength.messages(percentiles));
    }
}
