package io.ringswarm.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * As many random graphs as wanted, by name only. System properties: {@code graphs}, how many; {@code graphs.seed}, the
 * first one's seed, each further one's being one more; {@code graphs.driver}, {@code invoked} or {@code threads}, both
 * unless set, the latter then for one graph in 20; {@code graphs.same}, whether all have the first one's seed, as what
 * threads do differs from run to run.
 */
class ManyGraphs {
    private static final long THREADED_ONE_IN = 20;

    private final long graphs = Long.getLong("graphs", 1_000_000);
    private final long seed = Long.getLong("graphs.seed", System.nanoTime());
    private final long step = Boolean.getBoolean("graphs.same") ? 0 : 1;
    private final String driver = System.getProperty("graphs.driver", "");

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void invoked() throws Exception {
        assumeThat(driver).isIn("", "invoked");
        run(false, graphs);
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void threads() throws Exception {
        assumeThat(driver).isIn("", "threads");
        run(true, driver.isEmpty() ? graphs / THREADED_ONE_IN : graphs);
    }

    private void run(boolean threaded, long count) throws InterruptedException {
        System.out.println(
                count + (threaded ? " graphs with threads" : " graphs on one thread") + " from seed " + seed);
        GraphRuns runs = new GraphRuns(threaded, count, number -> seed + step * number);
        assertThat(runs.run()).isEmpty();
        System.out.println("what has happened: " + runs.happened());
    }
}
