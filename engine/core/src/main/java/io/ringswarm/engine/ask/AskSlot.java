package io.ringswarm.engine.ask;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ring.OverflowBuffer;
import io.ringswarm.engine.timing.DeadlineHeap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place that one ask holds for its answer. Its state word says who may touch it:
 *
 * <pre>
 *   FREE --open--> PENDING --claim, by one answerer--> CLAIMED --arrive--> ARRIVED --free--> FREE
 *                     |                                                        ^
 *                     +--time-out or cancel, by the owner----------------------+
 * </pre>
 *
 * The upper bits of the word count the asks that have used the slot, so that an answer to an earlier one finds a word that
 * it does not know. One bit remembers, until the next ask, that the last one was answered. In CLAIMED the answerer copies what
 * it has encoded before, and runs no code of users.
 */
public final class AskSlot extends DeadlineHeap.Entry {
    static final int FREE = 0;
    static final int PENDING = 1;
    static final int CLAIMED = 2;
    static final int ARRIVED = 3;

    private static final int STATE_MASK = 3;
    private static final int ANSWERED_BIT = 4;
    private static final int USES_SHIFT = 3;
    private static final int INDEX_BITS = 20;
    private static final VarHandle WORD = handle();

    private final int index;
    private final byte[] frame;
    private ReplyHandler handler;
    private AgentCell owner;
    private int ownerIncarnation;
    private long correlationId;
    private boolean deadlineIsTimeout;
    private AskOutcome outcome;
    private OverflowBuffer overflow;

    @SuppressWarnings("unused")
    private long word;

    AskSlot(int index, int slotBytes) {
        this.index = index;
        frame = new byte[slotBytes];
    }

    static int indexOf(long askId) {
        return (int) askId & (1 << INDEX_BITS) - 1;
    }

    /**
     * The ask that uses the slot now, or did last. The owner's thread.
     *
     * @return its number, never 0
     */
    public long askId() {
        return (long) WORD.getOpaque(this) >>> USES_SHIFT << INDEX_BITS | index;
    }

    /** The owner begins an ask. What it has written before is visible to whoever gets the question. */
    void open(ReplyHandler replyHandler, AgentCell askingAgent, long usersCorrelationId, boolean isTimeout) {
        deadlineIsTimeout = isTimeout;
        handler = replyHandler;
        owner = askingAgent;
        ownerIncarnation = askingAgent == null ? 0 : askingAgent.incarnation();
        correlationId = usersCorrelationId;
        long uses = ((long) WORD.getOpaque(this) >>> USES_SHIFT) + 1;
        WORD.setRelease(this, uses << USES_SHIFT | PENDING);
    }

    /** Whether the question's deadline is no earlier than the ask's time limit. The owner, or who has claimed it. */
    boolean deadlineIsTimeout() {
        return deadlineIsTimeout;
    }

    /** Whether the ask still waits. Any thread. */
    boolean awaits(long askId) {
        return (long) WORD.getAcquire(this) == pendingWord(askId);
    }

    /** Whether the ask has got an answer, as long as no other uses the slot. Any thread. */
    boolean isAnswered(long askId) {
        long seen = (long) WORD.getAcquire(this);
        return seen >>> USES_SHIFT == askId >>> INDEX_BITS && (seen & ANSWERED_BIT) != 0;
    }

    /** One answerer, or the owner, takes the ask. Answers true to one of them. */
    boolean claim(long askId) {
        long pending = pendingWord(askId);
        return WORD.compareAndSet(this, pending, pending - PENDING + CLAIMED);
    }

    /** The one that has claimed it: copies the answer in. */
    void fill(byte[] frames, int offset, OverflowBuffer buffer) {
        int bytes = buffer == null ? FrameHeader.lengthOf(FrameHeader.lead(frames, offset)) : FrameLayout.HEADER_BYTES;
        System.arraycopy(frames, offset, frame, 0, bytes);
        overflow = buffer;
    }

    /** The one that has claimed it: ends it. */
    void arrive(AskOutcome askOutcome) {
        outcome = askOutcome;
        int answered = askOutcome == AskOutcome.ANSWERED ? ANSWERED_BIT : 0;
        WORD.setRelease(this, ((long) WORD.getOpaque(this) & ~STATE_MASK) | answered | ARRIVED);
    }

    /** Whether an answer lies in the slot. Any thread, once the owner has ended. */
    boolean holdsAnswer() {
        return ((long) WORD.getAcquire(this) & STATE_MASK) == ARRIVED && outcome == AskOutcome.ANSWERED;
    }

    /** The owner: nobody uses the slot any more. */
    void free() {
        handler = null;
        owner = null;
        if (overflow != null) {
            overflow.release();
            overflow = null;
        }
        WORD.setRelease(this, ((long) WORD.getOpaque(this) & ~STATE_MASK) | FREE);
    }

    /**
     * Who is told. The owner's thread.
     *
     * @return the handler
     */
    public ReplyHandler handler() {
        return handler;
    }

    /**
     * Which agent asked. The owner's thread.
     *
     * @return its cell, null outside the engine
     */
    public AgentCell owner() {
        return owner;
    }

    /**
     * Which instance of the agent asked. The owner's thread.
     *
     * @return its number, 0 outside the engine
     */
    public int ownerIncarnation() {
        return ownerIncarnation;
    }

    /**
     * How the ask ended. The owner's thread, once it has.
     *
     * @return the outcome
     */
    public AskOutcome outcome() {
        return outcome;
    }

    /**
     * The answer's frame, with the correlation id that was asked with. The owner's thread, once it has ended.
     *
     * @return a frame from index 0; without an answer an empty one
     */
    public byte[] frame() {
        if (outcome != AskOutcome.ANSWERED) {
            FrameHeader.empty(frame, 0);
        }
        FrameHeader.correlation(frame, 0, correlationId);
        return frame;
    }

    /**
     * The buffer that holds the answer's body. The owner's thread.
     *
     * @return null when the body lies in the frame
     */
    public OverflowBuffer overflow() {
        return overflow;
    }

    private static long pendingWord(long askId) {
        return askId >>> INDEX_BITS << USES_SHIFT | PENDING;
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(AskSlot.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
