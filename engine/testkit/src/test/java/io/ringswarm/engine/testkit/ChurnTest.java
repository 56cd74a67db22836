package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Routing;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.metrics.ShardMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An hour of agents that come, do what agents do, and go, by a clock that the test moves: nothing is left of them.
 */
@Timeout(120)
class ChurnTest {
    private static final Duration LIFE = Duration.ofMillis(20);
    private static final int LIVES = (int) (Duration.ofHours(1).toNanos() / LIFE.toNanos());
    private static final int WARM_UP = LIVES / 10;

    /** A leak of one object for each agent would be more than 2 MiB. */
    private static final long MOST_GROWTH_BYTES = 1 << 20;

    /** One in so many is at fault; few, as the test engine keeps every dead letter. */
    private static final int FAULTS = 1_001;

    private static final Duration LONG = Duration.ofDays(1);

    private final TestEngine testEngine =
            TestEngine.launch(new EngineContext().shards(2).deadLetterListener((message, reason, cause) -> {}));
    private final Engine engine = testEngine.engine();
    private final Topic topic = engine.topic("news");
    private final AgentRef router = engine.newRouter("router", Routing.leastLoaded(), List.of());
    private final AgentOptions restarting =
            new AgentOptions().supervision(Supervision.always(Directive.RESTART).backoff(LONG, LONG));
    private final AgentRef silent = testEngine.spawn("silent", 1, () -> (message, self) -> {});
    private final Actor parent = new Actor(testEngine, "parent", 0);
    private int ends;
    private long greatestIndex;

    @Test
    void shouldNotGrowWhenAgentsComeAndGoForAnHour() {
        long usedBefore = 0;
        for (int i = 0; i < LIVES; i++) {
            if (i == WARM_UP) {
                usedBefore = usedBytes();
            }
            live(i);
        }
        long grown = usedBytes() - usedBefore;

        assertThat(ends).isEqualTo(LIVES);
        assertThat(greatestIndex)
                .as("places in the shards' tables are used again")
                .isLessThan(64);
        assertThat(engine.metrics(Duration.ZERO).shards())
                .extracting(ShardMetrics::agents)
                .as("the parent, and the silent one")
                .containsExactly(1, 1);
        assertThat(testEngine.counters().inFlight()).isZero();
        assertThat(engine.retainedMessages()).isZero();
        assertThat(grown).as("bytes").isLessThan(MOST_GROWTH_BYTES);
        testEngine.close();
    }

    /** One life of an agent with all that it may be entangled in; every way to end has its turn. */
    private void live(int number) {
        AgentRef agent =
                engine.spawn("agent", number % FAULTS == 0 ? restarting : new AgentOptions(), () -> (message, self) -> {
                    self.newTimer((timer, dueNs, me) -> {}).every(LONG);
                    self.ask(silent, Figure.of(1), FIGURES, LONG, (outcome, reply) -> {});
                    self.retain(message).release();
                    if (number % FAULTS == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                });
        greatestIndex = Math.max(greatestIndex, agent.address() & 0xffff_ffffL);
        engine.subscribe(topic, agent);
        engine.join(router, agent);
        parent.act(self -> {
            self.watch(agent, (end, me) -> ends += end.how() == AgentEnd.How.EARLIER ? 0 : 1);
            self.stop(self.spawn("child", Probe::new));
        });
        testEngine.tell(agent, Figure.of(number), FIGURES);
        testEngine.sender().publish(topic, Figure.of(number), FIGURES);
        testEngine.runUntilIdle();
        if (number % 3 == 1) {
            engine.drain(agent, LIFE.dividedBy(2));
        } else {
            engine.stop(agent);
        }
        testEngine.advance(LIFE);
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
