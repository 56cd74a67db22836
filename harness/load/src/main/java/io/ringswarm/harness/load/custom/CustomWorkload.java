package io.ringswarm.harness.load.custom;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import java.util.List;

/**
 * A load of your own: which agents there are, what is sent to them, and what counts as handled. A scenario names its class,
 * which then needs a public constructor without arguments; {@link io.ringswarm.harness.load.LoadTest} takes an object.
 *
 * <p>The run's thread calls {@link #prepare}, {@link #create} and {@link #messages}, once each, the last once for each
 * producer. What any of them throws, or a null that they return, ends the run before it has begun, in one line that names
 * the class and the cause.
 */
public interface CustomWorkload {
    /**
     * Sets what the engine needs for this load. The harness has set the rest as the scenario says; slots hold bodies of
     * some hundred bytes, and larger ones travel in buffers beside them unless {@link EngineContext#slotBytes} is raised.
     *
     * @param context of the engine that will be launched; what it is given here wins
     * @throws Exception anything
     */
    default void prepare(EngineContext context) throws Exception {}

    /**
     * Adds the agents, on shards of your choice. What they throw later makes dead letters, which fail the run.
     *
     * @param setup the engine, and how many agents are asked for
     * @return those that the producers send to, by number, from 0: usually as many as are asked for, at least one; no
     *     routers
     * @throws Exception anything
     */
    List<AgentRef> create(LoadSetup setup) throws Exception;

    /**
     * Gives a producer what makes its messages. Called after {@link #create}.
     *
     * @param producer its number, from 0
     * @return called by that producer's thread only, so it may keep a body that it fills again and again
     * @throws Exception anything
     */
    MessageMaker messages(int producer) throws Exception;
}
