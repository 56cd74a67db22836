package io.ringswarm.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("io.ringswarm.SlowCall")
@Label("Slow call")
@Category("Ringswarm")
@Description("An agent has been in one call for longer than the limit")
@StackTrace(false)
final class SlowCallEvent extends Event {
    @Label("Agent")
    String agent;

    @Label("Shard thread")
    String shardThread;

    @Label("So far")
    @Timespan(Timespan.NANOSECONDS)
    long soFar;

    static void emit(String agent, String shardThread, long forNs) {
        SlowCallEvent event = new SlowCallEvent();
        if (event.shouldCommit()) {
            event.agent = agent;
            event.shardThread = shardThread;
            event.soFar = forNs;
            event.commit();
        }
    }
}
