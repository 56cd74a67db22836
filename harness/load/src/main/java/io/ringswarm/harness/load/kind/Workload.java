package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.reports.run.LoadFigure;
import java.util.List;

/**
 * One kind of load during one run: its agents, its producers, and what they have seen. Made for one run; confined to the
 * run's thread but for {@link #flow}, {@link #responses} and {@link #lanes}.
 */
public interface Workload extends AutoCloseable {
    /** An ask waits for 60 s at most; with what it takes to begin and to end. */
    long LONGEST_ASK_NS = 90_000_000_000L;

    /**
     * Sets what the engine needs for this load beyond what every load needs.
     *
     * @param context of the engine that will be launched
     */
    default void prepare(EngineContext context) {}

    /** Streams of numbered messages that each producer sends to each agent: what agents keep books of. */
    default int streamsPerProducer() {
        return 1;
    }

    /**
     * Adds the agents. Called once, before any producer is made.
     *
     * @param engine the engine under test
     */
    void populate(Engine engine);

    /**
     * Makes a producer.
     *
     * @param number its number, from 0
     * @param engine the engine under test
     * @return a producer that has sent nothing
     */
    Producer producer(int number, Engine engine);

    /** How many messages, in the unit that this load counts, each one is that a producer sends. */
    default int messagesPerSend() {
        return 1;
    }

    /**
     * How many messages have gone in and come out, in the unit that this load counts. Any thread.
     *
     * @param counters of the engine
     * @return counts that only grow during a phase
     */
    Flow flow(EngineCounters counters);

    /** What agents and askers have seen since the beginning. Exact while the engine is quiet. */
    Seen seen();

    /**
     * Where this load times the response itself, as it ends elsewhere than at the entry of any handler. Any thread may
     * take from them, one at a time.
     *
     * @return its recorders; empty when the engine's own timing is meant
     */
    default List<SampleRecorder> responses() {
        return List.of();
    }

    /**
     * The lanes of a load that tells them apart.
     *
     * @return from the highest to the lowest; empty when it does not
     */
    default List<LaneBook> lanes() {
        return List.of();
    }

    /**
     * What this load has measured beside latency since its producers were last made ready for a phase. While they do nothing.
     *
     * @return its figures, those of the workload's name; empty when it measures nothing else
     */
    default List<LoadFigure> figures() {
        return List.of();
    }

    /**
     * What was found of a load of tasks.
     *
     * @return once its producers are closed; null when it has no tasks
     */
    default TasksFound tasks() {
        return null;
    }

    /** How long after its time a producer may still send or wait for answers, ns. */
    default long patienceNs() {
        return LONGEST_ASK_NS;
    }

    /** The agents and the producers are there. */
    default void sealed() {}

    /** Whether {@link #responses} has the times, or will have them. */
    default boolean timesItself() {
        return !responses().isEmpty();
    }

    /**
     * Whether nothing more is to come of what the engine has delivered. The run's thread, while nothing is sent.
     *
     * @param counters of an engine in which nothing is in flight
     */
    default boolean isSettled(EngineCounters counters) {
        return true;
    }

    /** Ends it, when the engine has been closed. */
    @Override
    default void close() {}

    /** Whether the engine is full as long as the load lasts, so that its memory is to be looked at just then. */
    default boolean keepsFull() {
        return false;
    }
}
