package io.ringswarm.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The engine keeps its promises whatever graph of agents runs on it: no deadlock, nothing lost or counted twice, order,
 * every ask ended once, everything lent given back, close in time. A failure names its seed and how to run it again;
 * {@link ManyGraphs} runs more of them.
 */
@Timeout(180)
class RandomGraphTest {
    private static final long SEED = 1;
    private static final int INVOKED = 2_000;
    private static final int THREADED = 400;

    @Test
    void shouldKeepItsPromisesWhenGraphsRunOnOneThread() throws Exception {
        GraphRuns runs = new GraphRuns(false, INVOKED, number -> SEED + number);
        assertThat(runs.run()).isEmpty();
        assertThat(happened(runs)).doesNotContainValue(0L);
    }

    @Test
    void shouldKeepItsPromisesWhenEveryShardAndSenderOfAGraphHasAThread() throws Exception {
        GraphRuns runs = new GraphRuns(true, THREADED, number -> SEED + number);
        assertThat(runs.run()).isEmpty();
        assertThat(happened(runs)).doesNotContainValue(0L);
    }

    /** Were there an end that none of the graphs comes to, they would prove nothing about it. */
    private static Map<String, Long> happened(GraphRuns runs) {
        Map<String, Long> happened = runs.happened();
        happened.remove("MALFORMED"); // graphs send no such bodies
        return happened;
    }
}
