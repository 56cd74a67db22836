package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.measure.RunListener;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.words.Quantity;
import java.io.PrintStream;

/** How a run goes, on stderr: one line that changes on a terminal, a few lines elsewhere. */
final class ProgressLine implements RunListener {
    private static final double NS_PER_SECOND = 1e9;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private long durationNs;

    ProgressLine(Console console) {
        err = console.err();
        terminal = console.terminal();
    }

    @Override
    public synchronized void launched(long launchNs) {
        err.println("engine launched in " + Quantity.time(launchNs));
    }

    @Override
    public synchronized void warmingUp() {
        show("warming up");
    }

    @Override
    public synchronized void measuring(long durationNs) {
        this.durationNs = durationNs;
        show("measuring for " + Quantity.time(durationNs));
    }

    @Override
    public synchronized void second(Interval interval) {
        if (terminal) {
            String p95 = interval.p95Ns() == null ? "-" : Quantity.time(interval.p95Ns());
            err.print(CLEAR + (interval.second() + 1) + " of " + Quantity.number(durationNs / NS_PER_SECOND) + " s, "
                    + Quantity.count(interval.handled()) + " messages/s, P95 " + p95 + ", "
                    + Quantity.count(interval.queueDepth()) + " waiting");
            err.flush();
        }
    }

    @Override
    public synchronized void draining() {
        if (terminal) {
            err.print(CLEAR);
            err.flush();
        }
    }

    private void show(String text) {
        if (terminal) {
            err.print(CLEAR + text);
            err.flush();
        } else {
            err.println(text);
        }
    }
}
