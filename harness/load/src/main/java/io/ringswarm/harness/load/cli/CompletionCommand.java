package io.ringswarm.harness.load.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete commands, options and names of scenarios. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash or zsh that completes commands, options, their values, and scenarios.",
            "The name that is completed is ringswarm: have harness/bin on the PATH, or an alias.",
            "Values stand behind a blank: zsh completes none behind an equals sign.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Example, in ~/.bashrc, or in ~/.zshrc, after compinit where that is called:",
            "  source <(ringswarm completion)"
        })
final class CompletionCommand implements Runnable {
    private static final String NAME = "ringswarm";

    /** What picocli makes turns files off where it knows words; here most words may be files, too. */
    private static final String FILES = """

            if [ -n "$BASH_VERSION" ]; then
              function _complete_ringswarm_or_files() {
                _complete_ringswarm
                [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default
              }
              complete -F _complete_ringswarm_or_files -o default ringswarm
            fi
            """;

    /** So that zsh reads its script, picocli sets an option that takes completion from other aliases; that is the user's to choose. */
    private static final String BEFORE = """
            if [ -n "$ZSH_VERSION" ]; then
              [[ -o completealiases ]] && _ringswarm_completealiases=1 || _ringswarm_completealiases=0
            fi
            """;

    private static final String AFTER = """

            if [ -n "$ZSH_VERSION" ]; then
              unalias compopt
              [ "$_ringswarm_completealiases" = 1 ] || unsetopt COMPLETE_ALIASES
              unset _ringswarm_completealiases
            fi
            """;

    private final Console console;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(BEFORE);
        console.out().print(AutoComplete.bash(NAME, spec.root().commandLine()));
        console.out().print(FILES);
        console.out().print(AFTER);
        console.out().flush();
    }
}
