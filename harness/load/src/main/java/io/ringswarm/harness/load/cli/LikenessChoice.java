package io.ringswarm.harness.load.cli;

import picocli.CommandLine.Option;

/** Whether runs are compared that another machine or JVM made. */
final class LikenessChoice {
    @Option(names = "--force-compare", description = "compare although machine or JVM differ, and say so")
    private boolean forced;

    boolean isForced() {
        return forced;
    }
}
