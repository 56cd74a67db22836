package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.CellTimer;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;

/** A timer of one agent. Confined to that agent's calls. */
final class AgentTimer extends CellTimer implements Timer, AgentCall {
    private final Timers timers;
    private final AgentCell owner;
    private final TimerHandler handler;
    private final int incarnation;
    private long periodNs;
    private long firingDueNs;
    private boolean held;

    AgentTimer(Timers timers, AgentCell owner, TimerHandler handler) {
        this.timers = timers;
        this.owner = owner;
        this.handler = handler;
        incarnation = owner.incarnation();
    }

    AgentCell owner() {
        return owner;
    }

    /** Whether the instance that made it is still the agent's. */
    boolean isCurrent() {
        return owner.incarnation() == incarnation && !owner.isPausedBy(AgentCell.ENDED);
    }

    /** Whether it is due, but its agent takes nothing for the moment. */
    boolean isHeld() {
        return held;
    }

    void hold(boolean hold) {
        held = hold;
    }

    /** For which time it is about to be called. */
    AgentTimer firingFor(long dueNs) {
        firingDueNs = dueNs;
        return this;
    }

    @Override
    public void call(Agent agent, AgentContext self) throws Exception {
        handler.onTimer(this, firingDueNs, self);
    }

    /** Ns between firings, 0 when it fires once. */
    long periodNs() {
        return periodNs;
    }

    @Override
    public void once(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay=" + delay + " (expected: zero or more)");
        }
        timers.checkConfined(owner);
        periodNs = 0;
        timers.set(this, timers.nowNs() + TimeLimit.ns(delay));
    }

    @Override
    public void every(Duration period) {
        long ns = TimeLimit.positiveNs("period", period);
        timers.checkConfined(owner);
        periodNs = ns;
        timers.set(this, timers.nowNs() + ns);
    }

    @Override
    public boolean cancel() {
        timers.checkConfined(owner);
        return timers.cancel(this);
    }

    @Override
    public boolean isSet() {
        return timers.isSet(this);
    }
}
