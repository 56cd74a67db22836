package io.ringswarm.engine.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ringswarm.Park")
@Label("Park")
@Category("Ringswarm")
@Description("An agent has parked a message and takes nothing until it has gone")
@StackTrace(false)
final class ParkEvent extends Event {
    @Label("Agent")
    String agent;

    static void emit(String agent) {
        ParkEvent event = new ParkEvent();
        if (event.shouldCommit()) {
            event.agent = agent;
            event.commit();
        }
    }
}
