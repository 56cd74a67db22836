package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.run.RunId;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.search.ProbeLength;
import io.ringswarm.harness.load.search.Prober;
import io.ringswarm.harness.load.search.SearchWords;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import java.math.BigDecimal;
import java.util.Map;

/** The probes of a search as ordinary runs. Run by one thread; interrupted by any. */
final class SearchRuns implements Prober {
    private final Console console;
    private final ScenarioSource source;
    private final String command;
    private final Map<String, String> tags;
    private final Settings flags;
    private final Long seed;
    private final ProbeLength length;
    private LoadRun current;
    private LoadRun.Outcome shown;
    private boolean interrupted;

    /**
     * The probes.
     *
     * @param source the scenario
     * @param flags what the command line sets
     * @param seed of what is left to chance, the same for all; null when nothing is
     * @param length of a probe; a run that confirms has the longest
     * @param command that does the search again
     * @param tags the user's
     */
    SearchRuns(
            Console console,
            ScenarioSource source,
            Settings flags,
            Long seed,
            ProbeLength length,
            String command,
            Map<String, String> tags) {
        this.console = console;
        this.source = source;
        this.flags = flags;
        this.seed = seed;
        this.length = length;
        this.command = command;
        this.tags = tags;
    }

    @Override
    public SearchProbe probe(double rate, boolean confirming) {
        ScenarioConfig config = config(rate, confirming ? length.longestNs() : length.ns(rate));
        LoadRun run = new LoadRun(RunId.next(config.name()), config, command, tags, new ProgressLine(console));
        if (!begin(run)) {
            return null;
        }
        LoadRun.Outcome outcome = run.run();
        if (isInterrupted()) {
            return null;
        }
        SearchProbe probe = probe(rate, confirming, outcome.report());
        if (confirming || shown == null || probe.status() == VerdictStatus.PASS) {
            shown = outcome;
        }
        console.err().println(SearchWords.probe(probe));
        return probe;
    }

    /** The run that confirmed the rate; when none has, the last that met the objectives, or the first. Null before any. */
    LoadRun.Outcome shown() {
        return shown;
    }

    synchronized void interrupt() {
        interrupted = true;
        if (current != null) {
            current.interrupt();
        }
    }

    synchronized boolean isInterrupted() {
        return interrupted;
    }

    private synchronized boolean begin(LoadRun run) {
        current = run;
        return !interrupted;
    }

    private ScenarioConfig config(double rate, long durationNs) {
        Settings settings = new Settings();
        for (ScenarioOption option : ScenarioOption.values()) {
            if (option != ScenarioOption.RATE && option != ScenarioOption.DURATION) {
                flags.all(option).forEach(flag -> settings.add(option, flag));
            }
        }
        String perSecond = BigDecimal.valueOf(rate).toPlainString();
        set(settings, ScenarioOption.RATE, perSecond);
        set(settings, ScenarioOption.DURATION, durationNs + "ns");
        if (seed != null && settings.get(ScenarioOption.SEED) == null) {
            set(settings, ScenarioOption.SEED, seed.toString());
        }
        return ScenarioResolver.resolve(source, console.environment(), settings, console.currentFolder());
    }

    private static void set(Settings settings, ScenarioOption option, String value) {
        settings.add(option, new Setting(value, Layer.FLAG, option.flag()));
    }

    private static SearchProbe probe(double rate, boolean confirming, RunReport report) {
        Distribution response = report.latency().response();
        return new SearchProbe(
                rate,
                report.verdict().status(),
                confirming,
                report.scenario().durationSeconds(),
                response == null ? null : response.p50(),
                response == null ? null : response.p95(),
                response == null ? null : response.p99(),
                report.rate().handledPerSecond(),
                report.verdict().reasons());
    }
}
