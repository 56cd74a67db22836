package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.ParcelCodec;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that do not come back from a call are named while it lasts. */
@Timeout(30)
class WatchdogTest {
    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Test
    void shouldNameAnAgentThatDoesNotComeBackForAsLongAsItDoesNot() throws Exception {
        try (Engine engine = Engine.launch(new EngineContext().shards(2).slowCallAfter(Duration.ofMillis(20)));
                Sender sender = engine.newSender()) {
            AgentRef stuck = engine.spawn("stuck", 1, () -> (message, self) -> {
                inside.countDown();
                letGo.await();
            });
            sender.tell(stuck, new Parcel(), ParcelCodec.PARCELS);
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            until(() -> engine.health().status() == EngineHealth.Status.DEGRADED);
            assertThat(engine.health().reasons())
                    .singleElement()
                    .asString()
                    .matches("shard 1: agent stuck has been in one call for \\d+ ms");
            letGo.countDown();
            until(() -> engine.health().status() == EngineHealth.Status.UP);
        }
    }

    @Test
    void shouldNotNameAnAgentThatIsBusyWithManyShortCalls() {
        try (Engine engine = Engine.launch(new EngineContext().slowCallAfter(Duration.ofMillis(20)));
                Sender sender = engine.newSender()) {
            Collector collector = new Collector();
            AgentRef busy = engine.spawn("busy", () -> collector);
            long endNs = System.nanoTime() + Duration.ofMillis(200).toNanos();
            while (System.nanoTime() < endNs) {
                sender.tell(busy, new Parcel(), ParcelCodec.PARCELS);
                assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.UP);
            }
        }
    }

    @Test
    void shouldNotLookWhenToldNever() {
        Engine engine = Engine.launch(new EngineContext().name("unwatched").slowCallAfter(Duration.ZERO));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("unwatched-watchdog");
        engine.close();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Waiting.turn();
        }
    }
}
