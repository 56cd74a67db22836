package io.ringswarm.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ringswarm.DeadlockBroken")
@Label("Deadlock broken")
@Category("Ringswarm")
@Description("A parked message was given up, as agents waited for each other in a circle")
@StackTrace(false)
final class DeadlockBrokenEvent extends Event {
    @Label("Agent")
    String agent;

    static void emit(String agent) {
        DeadlockBrokenEvent event = new DeadlockBrokenEvent();
        if (event.shouldCommit()) {
            event.agent = agent;
            event.commit();
        }
    }
}
