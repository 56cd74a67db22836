package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What a baseline adds to the verdict of a run: a first warning, and an exit code where the run passes otherwise. */
public final class BaselineVerdict {
    private BaselineVerdict() {}

    /**
     * The run is slower than its baseline.
     *
     * @param verdict of the run alone
     * @param changes what became worse, as a sentence or without its stop
     * @return the verdict with {@link Sentence#SLOWER_THAN_BASELINE}; exit code {@value ExitCode#WORSE} where the run passes
     */
    public static Verdict slower(Verdict verdict, String changes) {
        return with(verdict, Sentence.SLOWER_THAN_BASELINE.of(withoutStop(changes)), ExitCode.WORSE);
    }

    /**
     * The run could not be compared with its baseline.
     *
     * @param verdict of the run alone
     * @param why what stands in the way
     * @return the verdict with {@link Sentence#NOT_COMPARED_WITH_BASELINE}; exit code {@value ExitCode#USAGE} where the run passes
     */
    public static Verdict notCompared(Verdict verdict, String why) {
        return with(verdict, Sentence.NOT_COMPARED_WITH_BASELINE.of(withoutStop(why)), ExitCode.USAGE);
    }

    private static Verdict with(Verdict verdict, String warning, int exitCode) {
        List<String> warnings = new ArrayList<>(List.of(warning));
        warnings.addAll(verdict.warnings());
        boolean passes = verdict.exitCode() == ExitCode.OK;
        return new Verdict(verdict.status(), verdict.reasons(), warnings, passes ? exitCode : verdict.exitCode());
    }

    private static String withoutStop(String words) {
        return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    }
}
