package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;

/** A way to choose one of several agents. Any thread. */
interface Choice {
    /**
     * Chooses.
     *
     * @param members at least one
     * @param key what the sender gave for it
     * @return one of them; if some take messages for the moment, one of those
     */
    AgentRef choose(Members members, long key);
}
