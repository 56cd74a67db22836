package io.ringswarm.harness.load.custom;

import io.ringswarm.engine.Engine;

/**
 * What agents are made for and with. Its numbers may be read by any thread at any time; {@link #countHandled} and {@link
 * #checkArrivals} are for {@link CustomWorkload#create} and the agents' constructors, and throw {@link
 * IllegalStateException} once messages are being sent, unless they have been called with the same argument before.
 */
public interface LoadSetup {
    /**
     * The engine under test.
     *
     * @return launched, without agents
     */
    Engine engine();

    /**
     * How many agents the scenario asks for.
     *
     * @return 1 and up
     */
    int agents();

    /**
     * How many shards the engine has.
     *
     * @return 1 and up
     */
    int shards();

    /**
     * How many producers send.
     *
     * @return 1 and up
     */
    int producers();

    /**
     * Takes over the counting: a message of a producer is handled when you say so, once, wherever its work ends, and its
     * response ends there, too. A message of which that is never said is lost, unless the engine accounts for it as
     * expired, shed, dead or undelivered. Without this call each delivery to any agent counts as a message, from when it was
     * due to its handler's entry.
     *
     * @return the same object at every call
     */
    HandledCount countHandled();

    /**
     * Lets the harness check that the messages of each producer to one agent arrive, once and in order: for bodies that
     * carry {@link NextMessage#producer} and {@link NextMessage#number}.
     *
     * @param agent whose messages, by its number in what {@link CustomWorkload#create} returns
     * @return to be told of each of these messages; the same object at every call with that number
     * @throws IllegalArgumentException when the number is negative
     */
    ArrivalNumbers checkArrivals(int agent);
}
