package io.ringswarm.engine.events;

/**
 * Rare things of the engine as events of the JDK's Flight Recorder. Costs next to nothing while nobody records, and does
 * nothing in a JVM without the module {@code jdk.jfr}. Any thread.
 */
public final class FlightEvents {
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightEvents() {}

    /**
     * An agent has been in one call for longer than the limit.
     *
     * @param agent its name
     * @param shardThread the thread that it keeps
     * @param forNs for how long so far
     */
    public static void slowCall(String agent, String shardThread, long forNs) {
        if (AVAILABLE) {
            SlowCallEvent.emit(agent, shardThread, forNs);
        }
    }

    /**
     * An agent has got a new instance.
     *
     * @param agent its name
     * @param restarts how many new instances the shard's agents have got so far
     */
    public static void restart(String agent, long restarts) {
        if (AVAILABLE) {
            RestartEvent.emit(agent, restarts);
        }
    }

    /**
     * A message was parked by an agent that had nothing parked.
     *
     * @param agent its name
     */
    public static void park(String agent) {
        if (AVAILABLE) {
            ParkEvent.emit(agent);
        }
    }

    /**
     * A parked message was given up, as agents waited for each other in a circle.
     *
     * @param agent the one that had sent it
     */
    public static void deadlockBroken(String agent) {
        if (AVAILABLE) {
            DeadlockBrokenEvent.emit(agent);
        }
    }
}
