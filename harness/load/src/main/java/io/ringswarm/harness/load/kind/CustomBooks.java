package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Engine;
import io.ringswarm.harness.load.custom.ArrivalNumbers;
import io.ringswarm.harness.load.custom.HandledCount;
import io.ringswarm.harness.load.custom.LoadSetup;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.harness.load.workload.ArrivalCheck;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.SampleRecorder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the user's agents tell the harness: which messages came, and which have been handled. Any thread. */
final class CustomBooks implements LoadSetup {
    private final Engine engine;
    private final ScenarioConfig config;
    private final Map<Integer, Numbers> numbers = new ConcurrentHashMap<>();
    private volatile Ends ends;
    private volatile boolean sealed;

    CustomBooks(Engine engine, ScenarioConfig config) {
        this.engine = engine;
        this.config = config;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public int agents() {
        return config.agents();
    }

    @Override
    public int shards() {
        return config.shards();
    }

    @Override
    public int producers() {
        return config.producers();
    }

    @Override
    public synchronized HandledCount countHandled() {
        if (ends == null) {
            requireOpen("countHandled");
            ends = new Ends(Slo.highestResponseNs(config.slos()));
        }
        return ends;
    }

    @Override
    public synchronized ArrivalNumbers checkArrivals(int agent) {
        if (agent < 0) {
            throw new IllegalArgumentException("agent=" + agent + " (expected: 0 or more)");
        }
        if (!numbers.containsKey(agent)) {
            requireOpen("checkArrivals");
            numbers.put(agent, new Numbers(config.producers()));
        }
        return numbers.get(agent);
    }

    /** The agents are there: what is to be counted has been said. */
    synchronized void seal() {
        sealed = true;
    }

    /** Whether the load says itself what has been handled. */
    boolean countsItself() {
        return ends != null;
    }

    /** What it says has been handled. */
    long handled() {
        return ends == null
                ? 0
                : ends.books.stream().mapToLong(book -> book.handled.get()).sum();
    }

    /** The times of that, by thread. */
    List<SampleRecorder> responses() {
        return ends == null
                ? List.of()
                : ends.books.stream().map(book -> book.responses).toList();
    }

    /** For how many of the first agents it tells which messages came. */
    int checkedOf(int agents) {
        return (int) numbers.keySet().stream().filter(agent -> agent < agents).count();
    }

    /** How many messages came, as far as that is told; those that came again included. */
    long arrived() {
        return numbers.values().stream().mapToLong(each -> each.arrived.get()).sum();
    }

    /** In which order they came. */
    Arrivals arrivals() {
        return Arrivals.of(numbers.values().stream().map(each -> each.check).toList());
    }

    private void requireOpen(String call) {
        if (sealed) {
            throw new IllegalStateException(call + " was called when messages were being sent (expected: in create)");
        }
    }

    /** The numbers of one agent's messages. */
    private static final class Numbers implements ArrivalNumbers {
        private final int producers;
        private final ArrivalCheck check;
        private final LiveCount arrived = new LiveCount();

        Numbers(int producers) {
            this.producers = producers;
            check = new ArrivalCheck(producers);
        }

        @Override
        public void arrived(int producer, long number) {
            if (producer < 0 || producer >= producers || number < 0) {
                throw new IllegalArgumentException("producer=" + producer + ", number=" + number
                        + " (expected: a producer below " + producers + " and a number of 0 or more)");
            }
            check.arrived(producer, number);
            arrived.increment();
        }
    }

    /** What has been handled: for each thread a book that no other one writes. */
    private static final class Ends implements HandledCount {
        private final List<Book> books = new CopyOnWriteArrayList<>();
        private final ThreadLocal<Book> own;

        Ends(Long limitNs) {
            own = ThreadLocal.withInitial(() -> {
                Book book = new Book(limitNs);
                books.add(book);
                return book;
            });
        }

        @Override
        public void handled(long dueNs, long endNs) {
            Book book = own.get();
            book.responses.record(dueNs, endNs);
            book.handled.increment();
        }
    }

    private static final class Book {
        private final SampleRecorder responses;
        private final LiveCount handled = new LiveCount();

        Book(Long limitNs) {
            responses = SampleRecorder.ofResponses(limitNs);
        }
    }
}
