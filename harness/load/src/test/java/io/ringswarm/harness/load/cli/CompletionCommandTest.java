package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Needs a bash, as the launcher does. */
@Timeout(30)
class CompletionCommandTest {
    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        assertThat(console.run(false, "completion")).isZero();
        assertThat(console.err()).isEmpty();
        script = Files.writeString(folder.resolve("ringswarm.bash"), console.out());
    }

    @Test
    void shouldBeFreeOfMistakesWhenBashReadsIt() throws Exception {
        assertThat(bash("bash", "-n", script.toString())).isEmpty();
    }

    @Test
    void shouldOfferEveryScenarioWhenOneIsToBeNamed() throws Exception {
        assertThat(completed("ringswarm run ")).containsAll(ScenarioSource.builtInNames());
        assertThat(completed("ringswarm search ")).containsAll(ScenarioSource.builtInNames());
        assertThat(completed("ringswarm scenarios show ")).containsAll(ScenarioSource.builtInNames());
        assertThat(completed("ringswarm run steady")).containsExactly("steady-10k");
    }

    @Test
    void shouldOfferEveryOptionWhenADashIsTyped() throws Exception {
        assertThat(completed("ringswarm run -"))
                .containsAll(Arrays.stream(ScenarioOption.values())
                        .map(ScenarioOption::flag)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "ringswarm compl, completion",
        "ringswarm scenarios val, validate",
        "ringswarm run --arrival po, poisson",
        "ringswarm run --profile s, smoke standard",
        "ringswarm run --idle sp, spin",
        "ringswarm run --codec wire-t, wire-text wire-template",
        "ringswarm run --workload fan, fan-out",
        "ringswarm run mine, FILES",
        "'ringswarm run --trace ', FILES",
        "ringswarm run --report-dir=, FILES",
        "ringswarm compare --force, --force",
        "ringswarm diff --force, --force --force-compare"
    })
    void shouldCompleteAWordWhenItsBeginningIsTyped(String typed, String words) throws Exception {
        assertThat(completed(typed)).containsExactlyInAnyOrder(words.split(" "));
    }

    @Test
    void shouldCompleteInZshAndLeaveItsOptionsAlone() throws Exception {
        assumeTrue(isThere("zsh"), "there is no zsh");
        String read = "source '" + script + "'; ";
        // As bashcompinit does when tab is pressed.
        String completed = "tab() { emulate -L sh; setopt kshglob noshglob braceexpand; COMP_WORDS=(\"$@\"); "
                + "COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; COMPREPLY=(); "
                + "_complete_ringswarm; print -l -- ${COMPREPLY[@]}; }; ";
        String settings = "[[ -o completealiases ]] && echo on || echo off; alias compopt || echo none";

        // Which of them begin as what was typed is for zsh's own part to see.
        assertThat(zsh(read + completed + "tab ringswarm run ''"))
                .containsExactlyInAnyOrderElementsOf(ScenarioSource.builtInNames());
        assertThat(zsh(read + completed + "tab ringswarm run work-light --mean-t"))
                .contains("--mean-task", "--strategy");
        assertThat(zsh(read + settings)).containsExactly("off", "none");
        assertThat(zsh("setopt completealiases; " + read + settings)).containsExactly("on", "none");
    }

    /** Without the user's own files; what compinit keeps goes to the test's folder. */
    private List<String> zsh(String run) throws Exception {
        String home = "HOME='" + folder + "'; ZDOTDIR=$HOME; ";
        return bash("zsh", "-f", "-c", home + run).lines().map(String::strip).toList();
    }

    private static boolean isThere(String command) throws Exception {
        Process which = new ProcessBuilder("bash", "-c", "command -v " + command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return which.waitFor() == 0;
    }

    /** As bash does when tab is pressed at the end of the line. */
    private List<String> completed(String line) throws Exception {
        String words = "COMP_LINE='" + line + "'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); "
                + (line.endsWith(" ") ? "COMP_WORDS+=(''); " : "")
                + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); ";
        // Only while a key is handled is there a compopt.
        String run = "source '" + script + "'; compopt() { asked=\"$*\"; }; " + words
                + "_complete_ringswarm_or_files; [ \"$asked\" != '-o default' ] || echo FILES; [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"";
        return bash("bash", "--norc", "-c", run).lines().map(String::strip).toList();
    }

    private String bash(String... command) throws Exception {
        Process bash = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(printed).isZero();
        return printed;
    }
}
