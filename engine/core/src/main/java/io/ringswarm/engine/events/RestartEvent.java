package io.ringswarm.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ringswarm.Restart")
@Label("Restart")
@Category("Ringswarm")
@Description("An agent has got a new instance")
@StackTrace(false)
final class RestartEvent extends Event {
    @Label("Agent")
    String agent;

    @Label("Restarts of the shard")
    long restarts;

    static void emit(String agent, long restarts) {
        RestartEvent event = new RestartEvent();
        if (event.shouldCommit()) {
            event.agent = agent;
            event.restarts = restarts;
            event.commit();
        }
    }
}
