package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.generate.RoundProducer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.WorkSettings;
import io.ringswarm.harness.load.tasks.Shop;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rounds of tasks for workers. A task counts as a message: sent when it is submitted, handled when its end, whatever it is, has come
 * to who submitted it, where its response ends, too. What desk and workers send to each other counts as nothing.
 */
final class Working implements Workload {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For all tasks that are open, twice: each is one ask of who submits it, and one of the desk. */
    private static final int ROOM = 4096;

    private final WorkSettings settings;
    private final long seed;
    private final UnaryOperator<ReplyHandler> guise;
    private final Duration patience;
    private Shop shop;

    Working(ScenarioConfig config) {
        this(config, UnaryOperator.identity(), PATIENCE);
    }

    /** For tests: {@code guise} may put another in front of who hears of ends, for which nobody waits for longer than that. */
    Working(ScenarioConfig config, UnaryOperator<ReplyHandler> guise, Duration patience) {
        settings = config.workload().work();
        seed = config.arrival().shape().seed();
        this.guise = guise;
        this.patience = patience;
    }

    @Override
    public void prepare(EngineContext context) {
        context.maxAsksInFlight(ROOM).localQueueSlots(ROOM).outboxMessages(ROOM);
    }

    @Override
    public void populate(Engine engine) {
        shop = new Shop(engine, settings, seed, guise);
    }

    @Override
    public Producer producer(int number, Engine engine) {
        return new RoundProducer(shop, engine.config().clock(), patience);
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return new Flow(shop.acceptedInAll(), shop.heard());
    }

    @Override
    public Seen seen() {
        long heard = shop.heard();
        return new Seen(0, 0, 0, heard, heard, 0L, heard, new Arrivals(0, shop.heardAgain(), 0), null);
    }

    @Override
    public List<SampleRecorder> responses() {
        return List.of(shop.responses());
    }

    @Override
    public TasksFound tasks() {
        return shop.found();
    }
}
