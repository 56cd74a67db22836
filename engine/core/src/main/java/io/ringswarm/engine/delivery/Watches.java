package io.ringswarm.engine.delivery;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EndHandler;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Kin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Who watches whose end, among a shard's agents and outside, and the ends that agents are still to be told of. Confined to the
 * shard's thread. */
final class Watches {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    /** Ends that are told before the shard looks at its lanes again. */
    static final int QUOTA = 64;

    private final ShardParts parts;
    private final Occasions occasions;
    private final BlockingAgents blocking;
    private final Supervisor supervisor;
    private final Deque<Notice> notices = new ArrayDeque<>();
    private List<Shard> shards;
    private AgentRegistry registry;

    /** An end that a watching agent is still to be told of. */
    private record Notice(AgentCell watcher, int incarnation, AgentEnd end) {}

    Watches(ShardParts parts, Occasions occasions, BlockingAgents blocking, Supervisor supervisor) {
        this.parts = parts;
        this.occasions = occasions;
        this.blocking = blocking;
        this.supervisor = supervisor;
    }

    /** Names what it works with, once. */
    void connect(List<Shard> all, AgentRegistry agents) {
        shards = all;
        registry = agents;
    }

    boolean isEmpty() {
        return notices.isEmpty();
    }

    /** Tells agents of ends. Answers how many. */
    int work() {
        int told = 0;
        for (int again = Math.min(QUOTA, notices.size()); again > 0; again--) {
            told += tell(notices.remove());
        }
        return told;
    }

    void watch(AgentCell watcher, AgentRef agent, EndHandler handler) {
        long address = watcher.address();
        int incarnation = watcher.incarnation();
        boolean watchedAlready = watcher.kin().watched().put(registry.requireAgent(agent), handler) != null;
        if (watchedAlready) {
            return;
        }
        addWatcher(
                shards.get(AgentAddress.shard(agent.address())),
                agent,
                new Kin.Watcher(
                        address, end -> post(address, agents -> agents.watches().notice(address, incarnation, end))));
    }

    void unwatch(AgentCell watcher, AgentRef agent) {
        if (watcher.kin().watched().remove(agent) != null) {
            removeWatcher(agent, watcher);
        }
    }

    /** Has somebody told of an end. The agent's cell is looked up before it can end, so its end is not missed. Any thread. */
    static void addWatcher(Shard shard, AgentRef agent, Kin.Watcher watcher) {
        AgentCell cell = shard.agents().find(agent.address());
        if (cell == null || !shard.post(agents -> agents.watches().addWatcher(cell, watcher))) {
            watcher.tell().accept(new AgentEnd(agent, AgentEnd.How.EARLIER, null));
        }
    }

    private void addWatcher(AgentCell cell, Kin.Watcher watcher) {
        if (cell.isPausedBy(AgentCell.ENDED)) {
            watcher.tell().accept(new AgentEnd(cell.self(), AgentEnd.How.EARLIER, null));
        } else {
            cell.kin().watchers().add(watcher);
        }
    }

    /** Nobody has to tell an agent of another's end any more. */
    void removeWatcher(AgentRef agent, AgentCell watcher) {
        long address = watcher.address();
        post(agent.address(), agents -> {
            AgentCell cell = agents.watches().parts.agents().find(agent.address());
            if (cell != null) {
                cell.kin().watchers().removeIf(other -> other.agent() == address);
            }
        });
    }

    /** Tells who watches an agent of this shard, once that has ended and its last call has come back. */
    void ended(AgentCell cell) {
        if (!cell.hasKin() || !cell.isPausedBy(AgentCell.GONE)) {
            return;
        }
        Kin kin = cell.kin();
        for (Kin.Watcher watcher : kin.watchers()) {
            try {
                watcher.tell().accept(kin.end());
            } catch (Throwable e) {
                FaultLog.log(LOG, Level.ERROR, "who watches " + cell.self() + " could not be told of its end", e);
            }
        }
        kin.watchers().clear();
    }

    private void notice(long watcher, int incarnation, AgentEnd end) {
        AgentCell cell = parts.agents().find(watcher);
        if (cell != null) {
            notices.add(new Notice(cell, incarnation, end));
        }
    }

    /** Answers 1 when the watcher was told or needs not be, 0 when it has to wait. */
    private int tell(Notice notice) {
        AgentCell cell = notice.watcher();
        if (parts.agents().find(cell.address()) != cell
                || cell.incarnation() != notice.incarnation()
                || !parts.lifecycle().isAccepting()) {
            return 1;
        }
        if (cell.isPaused() && !cell.isReadyToBlock()) {
            notices.add(notice);
            return 0;
        }
        EndHandler handler = cell.kin().watched().remove(notice.end().agent());
        if (handler != null && cell.isPausedBy(AgentCell.BLOCKING)) {
            blocking.call(cell, (agent, self) -> handler.onEnd(notice.end(), self));
        } else if (handler != null) {
            Throwable thrown = occasions.call(
                    cell,
                    (agent, self) -> handler.onEnd(notice.end(), self),
                    parts.config().clock().nanoTime());
            if (thrown != null) {
                supervisor.failed(cell, thrown);
            }
        }
        return 1;
    }

    private boolean post(long address, Control control) {
        return shards.get(AgentAddress.shard(address)).post(control);
    }
}
