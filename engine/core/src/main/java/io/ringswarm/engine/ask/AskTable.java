package io.ringswarm.engine.ask;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentSpec;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.ring.OverflowBuffer;
import io.ringswarm.engine.timing.DeadlineHeap;

/**
 * The asks of one shard, or of one sender outside: a bounded number of slots, each the credit for one ask and the room for
 * its answer. The owner's thread opens, polls and frees; answerers on any thread end an ask by its number, exactly one of
 * them successfully. Takes its memory with the first ask, and then slot by slot.
 *
 * <p>An answerer knows a table through a question that it got, so after the owner's first writes here.
 */
public final class AskTable {
    private final int capacity;
    private final int slotBytes;
    private final Doorbell doorbell;
    private final DeadlineHeap<AskSlot> deadlines = new DeadlineHeap<>();
    private volatile AskSlot[] slots;
    private ReplyInbox inbox;
    private AskSlot[] free;
    private int freeCount;
    private int made;
    private int inFlight;
    private int kept;

    /**
     * A table without asks.
     *
     * @param capacity how many asks may wait at a time
     * @param slotBytes the longest reply frame that needs no overflow buffer
     * @param doorbell rung when an answer has come; null when the owner never parks
     */
    public AskTable(int capacity, int slotBytes, Doorbell doorbell) {
        this.capacity = capacity;
        this.slotBytes = slotBytes;
        this.doorbell = doorbell;
    }

    /** From now on a quarter of the places, one at least, is left to agents that {@linkplain AgentSpec#asksFirst() ask first}. Owner. */
    public void keepPlaces() {
        kept = Math.max(1, capacity / 4);
    }

    private boolean isLeftTo(AgentCell owner) {
        return inFlight < capacity - kept || owner != null && owner.spec().asksFirst();
    }

    /**
     * Begins an ask. Owner.
     *
     * @param handler is told how it ended
     * @param owner the asking agent, or null
     * @param correlationId for the handler
     * @param deadlineNs when it times out
     * @param deadlineIsTimeout whether the question's deadline is no earlier than that
     * @return its slot; null when as many as may wait do so
     */
    public AskSlot open(
            ReplyHandler handler, AgentCell owner, long correlationId, long deadlineNs, boolean deadlineIsTimeout) {
        AskSlot slot = isLeftTo(owner) ? acquire() : null;
        if (slot != null) {
            slot.open(handler, owner, correlationId, deadlineIsTimeout);
            deadlines.add(slot, deadlineNs);
            inFlight++;
        }
        return slot;
    }

    /**
     * Ends an ask that was not answered. Owner.
     *
     * @param slot from {@link #open}
     * @return false when an answerer has been faster; the slot will come through {@link #nextArrived()}
     */
    public boolean withdraw(AskSlot slot) {
        return slot.claim(slot.askId());
    }

    /**
     * The next ask that somebody else has ended. Owner.
     *
     * @return its slot, to be read and {@linkplain #free freed}; null when there is none
     */
    public AskSlot nextArrived() {
        return inbox == null ? null : inbox.poll();
    }

    /**
     * The next ask whose time limit has passed, ended by this call. Owner.
     *
     * @param nowNs ns of the engine's clock
     * @return its slot, to be read and {@linkplain #free freed}; null when there is none
     */
    public AskSlot nextTimedOut(long nowNs) {
        AskSlot first;
        while ((first = deadlines.first()) != null && first.deadlineNs() - nowNs <= 0) {
            deadlines.remove(first);
            if (withdraw(first)) {
                first.arrive(AskOutcome.TIMED_OUT);
                return first;
            }
        }
        return null;
    }

    /**
     * Any ask that nobody has answered, ended by this call. Owner.
     *
     * @return its slot, to be read and {@linkplain #free freed}; null when there is none
     */
    public AskSlot nextAbandoned() {
        AskSlot first;
        while ((first = deadlines.first()) != null) {
            deadlines.remove(first);
            if (withdraw(first)) {
                first.arrive(AskOutcome.FAILED);
                return first;
            }
        }
        return null;
    }

    /**
     * Gives a slot back. Owner.
     *
     * @param slot of an ask that has ended
     */
    public void free(AskSlot slot) {
        deadlines.remove(slot);
        slot.free();
        free[freeCount++] = slot;
        inFlight--;
    }

    /**
     * Ends all asks, telling nobody, and gives back what their answers hold. Owner. Waits for answerers that are copying
     * an answer in, which takes them a few instructions and none of a user's.
     */
    public void discardAll() {
        while (inFlight > 0) {
            AskSlot ended = nextArrived();
            if (ended == null) {
                ended = nextAbandoned();
            }
            if (ended != null) {
                free(ended);
            } else {
                Thread.yield();
            }
        }
    }

    /**
     * Finds an ask by its number. Owner.
     *
     * @param askId as {@link AskSlot#askId()} gave it
     * @return its slot; null when it waits no more
     */
    public AskSlot find(long askId) {
        AskSlot slot = slotOf(askId);
        return slot != null && slot.awaits(askId) ? slot : null;
    }

    /**
     * Ends the asks of an agent that is gone. Those whose answer is on the way are left, to be dropped when it has come. Owner.
     *
     * @param owner the asking agent
     * @return how many were ended
     */
    public int withdrawAllOf(AgentCell owner) {
        AskSlot[] all = slots;
        int withdrawn = 0;
        for (int i = 0; inFlight > 0 && i < made; i++) {
            if (all[i].owner() == owner && withdraw(all[i])) {
                free(all[i]);
                withdrawn++;
            }
        }
        return withdrawn;
    }

    /**
     * Asks of an agent that have not ended for it. Owner.
     *
     * @param owner the asking agent
     * @return how many
     */
    public int countOf(AgentCell owner) {
        AskSlot[] all = slots;
        int count = 0;
        for (int i = 0; inFlight > 0 && i < made; i++) {
            count += all[i].owner() == owner ? 1 : 0;
        }
        return count;
    }

    /**
     * Asks that have not ended for their owner yet. Owner, or any thread once it has ended.
     *
     * @return how many
     */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Whether an answer waits for its owner. Any thread; a hint but for the owner.
     *
     * @return true when one does
     */
    public boolean hasArrived() {
        return slots != null && inbox.hasNext();
    }

    /**
     * When the next ask times out. Owner.
     *
     * @return ns of the engine's clock; {@link Long#MAX_VALUE} when none waits
     */
    public long nextDeadlineNs() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadlineNs();
    }

    /**
     * Whether some ask waits for its time limit. Owner.
     *
     * @return true when one does
     */
    public boolean isWaiting() {
        return !deadlines.isEmpty();
    }

    /**
     * Takes the room of an ask, to answer it. Any thread. What follows until {@link #arrive} must run no code of users.
     *
     * @param askId the ask's number
     * @return its slot; null when it waits no more
     */
    public AskSlot claim(long askId) {
        AskSlot slot = slotOf(askId);
        return slot != null && slot.claim(askId) ? slot : null;
    }

    /**
     * Whether an ask waits for an answer. Any thread.
     *
     * @param askId the ask's number
     * @return false when {@link #claim} would fail
     */
    public boolean awaits(long askId) {
        AskSlot slot = slotOf(askId);
        return slot != null && slot.awaits(askId);
    }

    /**
     * Whether an ask has an answer already, for telling duplicate replies from late ones. Any thread.
     *
     * @param askId the ask's number
     * @return true as long as its slot is not used again
     */
    public boolean isAnswered(long askId) {
        AskSlot slot = slotOf(askId);
        return slot != null && slot.isAnswered(askId);
    }

    /**
     * Ends an ask with an answer. The thread that has claimed it.
     *
     * @param slot from {@link #claim}
     * @param frames array that holds the answer's frame
     * @param frame its first byte
     * @param buffer holds its body when that fits no slot, else null; the slot's from now on
     */
    public void answer(AskSlot slot, byte[] frames, int frame, OverflowBuffer buffer) {
        slot.fill(frames, frame, buffer);
        arrive(slot, AskOutcome.ANSWERED);
    }

    /**
     * Ends an ask without an answer, unless it has ended. Any thread.
     *
     * @param askId the ask's number
     * @param outcome what its handler is told
     */
    public void fail(long askId, AskOutcome outcome) {
        AskSlot slot = claim(askId);
        if (slot != null) {
            boolean late = outcome == AskOutcome.EXPIRED && slot.deadlineIsTimeout();
            arrive(slot, late ? AskOutcome.TIMED_OUT : outcome);
        }
    }

    /**
     * Answers that have come and that the owner has left behind. Once it has ended or was given up.
     *
     * @return how many
     */
    public int countAnswersLeft() {
        AskSlot[] all = slots;
        int left = 0;
        for (int i = 0; all != null && i < all.length && all[i] != null; i++) {
            left += all[i].holdsAnswer() ? 1 : 0;
        }
        return left;
    }

    private void arrive(AskSlot slot, AskOutcome outcome) {
        slot.arrive(outcome);
        inbox.add(slot);
        if (doorbell != null) {
            doorbell.ring();
        }
    }

    private AskSlot slotOf(long askId) {
        AskSlot[] all = slots;
        int index = AskSlot.indexOf(askId);
        return all != null && index < all.length ? all[index] : null;
    }

    private AskSlot acquire() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        AskSlot[] all = slots;
        if (all == null) {
            all = new AskSlot[capacity];
            free = new AskSlot[capacity];
            inbox = new ReplyInbox(capacity);
        }
        if (made == capacity) {
            return null;
        }
        AskSlot slot = new AskSlot(made, slotBytes);
        all[made++] = slot;
        slots = all;
        return slot;
    }
}
