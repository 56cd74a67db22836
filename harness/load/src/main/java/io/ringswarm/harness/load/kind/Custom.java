package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.custom.MessageMaker;
import io.ringswarm.harness.load.generate.Generator;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.util.ArrayList;
import java.util.List;

/**
 * Agents and messages of the user's own. Unless the user says what has been handled, each delivery counts as a message,
 * those that agents send to each other included. What the harness's agents count, the engine must say here.
 */
final class Custom implements Workload {
    /** How long after the engine has fallen quiet the user may still say that something has been handled. */
    private static final long SETTLING_NS = 1_000_000_000;

    /** How long the making of the last messages may take. */
    private static final long MAKING_NS = 5_000_000_000L;

    private final ScenarioConfig config;
    private final CustomCode code;
    private final FirstDeath firstDeath = new FirstDeath();
    private final List<Generator> producers = new ArrayList<>();
    private CustomBooks books;
    private List<AgentRef> targets;
    private long openBefore;
    private long openSinceNs;

    Custom(ScenarioConfig config, CustomCode code) {
        this.config = config;
        this.code = code;
    }

    @Override
    public void prepare(EngineContext context) {
        context.deadLetterListener(firstDeath);
        code.call("prepare", () -> {
            code.workload().prepare(context);
            return context;
        });
    }

    @Override
    public void populate(Engine engine) {
        books = new CustomBooks(engine, config);
        targets = code.call("create", () -> {
            List<AgentRef> made = code.workload().create(books);
            return made == null ? null : new ArrayList<>(made);
        });
        if (targets.isEmpty()) {
            throw code.refused("create to return one agent or more, and not an empty list");
        }
        for (AgentRef target : targets) {
            if (target == null
                    || AgentAddress.shard(target.address()) >= config.shards()
                    || engine.find(target.name()).filter(target::equals).isEmpty()) {
                throw code.refused("create to return living agents of its engine, and not " + target);
            }
        }
    }

    @Override
    public Producer producer(int number, Engine engine) {
        MessageMaker maker = code.call("messages", () -> code.workload().messages(number));
        CustomMessages messages = new CustomMessages(code.name(), number, maker);
        Generator producer = new Generator(number, config.producers(), engine, targets, messages, config.batch());
        producers.add(producer);
        return producer;
    }

    /** What is asked for later than this, agents that are restarted have been given before. */
    @Override
    public void sealed() {
        books.seal();
    }

    @Override
    public Flow flow(EngineCounters counters) {
        return books.countsItself()
                ? new Flow(producers.stream().mapToLong(Producer::accepted).sum(), books.handled())
                : new Flow(counters.created(), counters.handled());
    }

    @Override
    public Seen seen() {
        EngineCounters counters = books.engine().counters();
        boolean itself = books.countsItself();
        long sentOn = counters.created() - counters.inFlight() - accepted();
        long completed = itself ? books.handled() : counters.handled();
        return new Seen(
                        sentOn,
                        itself ? 0 : sentOn,
                        0,
                        counters.handled(),
                        completed,
                        null,
                        itself ? (Long) completed : null,
                        arrivals(),
                        null)
                .withWitness(new Witness(
                        code.name(), itself, targets.size(), books.checkedOf(targets.size()), firstDeath.words()));
    }

    @Override
    public List<SampleRecorder> responses() {
        return books.responses();
    }

    @Override
    public boolean timesItself() {
        return books.countsItself();
    }

    @Override
    public long patienceNs() {
        return MAKING_NS;
    }

    /** Until nothing more is said to be handled for a while, as agents may do that in timers, too. */
    @Override
    public boolean isSettled(EngineCounters counters) {
        if (!books.countsItself()) {
            return true;
        }
        long unhandled = counters.deadTotal() + counters.expired() + counters.shed() + counters.undelivered();
        long open = accepted() - books.handled() - unhandled;
        long nowNs = System.nanoTime();
        if (open != openBefore) {
            openBefore = open;
            openSinceNs = nowNs;
        }
        return open <= 0 || nowNs - openSinceNs > SETTLING_NS;
    }

    @Override
    public void close() {
        code.close();
    }

    private long accepted() {
        return producers.stream().mapToLong(Generator::acceptedInAll).sum();
    }

    /** Where the load tells of all messages, those are missing, too, after which none came. */
    private Arrivals arrivals() {
        Arrivals told = books.arrivals();
        return books.checkedOf(targets.size()) < targets.size()
                ? told
                : new Arrivals(accepted() - books.arrived() + told.duplicates(), told.duplicates(), told.outOfOrder());
    }
}
