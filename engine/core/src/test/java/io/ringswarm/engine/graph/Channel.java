package io.ringswarm.engine.graph;

import java.util.BitSet;

/**
 * The messages of one party to one node with one priority, by number. The sender's thread counts them, the receiver's checks
 * their order, and whoever buries one notes it; the rest is for the audit, once all threads have ended.
 */
final class Channel {
    /** Messages sent so far, which is the next one's number. The sender's thread. */
    private int sent;

    /** Messages that have a deadline. The sender's thread. */
    private final BitSet perishable = new BitSet();

    private final BitSet skipped = new BitSet();
    private final BitSet buried = new BitSet();
    private int last = -1;

    /** The number of the next message. The sender's thread. */
    int next() {
        return sent;
    }

    /** The next message has been taken. The sender's thread. */
    void count(boolean hasDeadline) {
        if (hasDeadline) {
            perishable.set(sent);
        }
        sent++;
    }

    /** A message has come. Answers what is wrong with it, or null. The receiver's thread. */
    String receive(int sequence) {
        if (sequence <= last) {
            return "number " + sequence + " came after number " + last;
        }
        skipped.set(last + 1, sequence);
        last = sequence;
        return null;
    }

    /** A message has become a dead letter without having come. Answers what is wrong with that, or null. Any thread. */
    synchronized String bury(int sequence) {
        if (buried.get(sequence)) {
            return "number " + sequence + " became a dead letter twice";
        }
        buried.set(sequence);
        return null;
    }

    /** Messages that neither came nor became dead letters. */
    int lost() {
        return skipped.cardinality() + Math.max(0, sent - last - 1) - buried.cardinality();
    }

    /**
     * What is wrong at the end, or null.
     *
     * @param sheds whether any message may vanish between others
     */
    String fault(boolean sheds) {
        if (last >= sent) {
            return "number " + last + " came, of " + sent + " that were sent";
        }
        BitSet missing = (BitSet) skipped.clone();
        missing.set(last + 1, sent);
        BitSet both = (BitSet) buried.clone();
        both.andNot(missing);
        if (!both.isEmpty()) {
            return "numbers " + both + " came and became dead letters";
        }
        BitSet holes = (BitSet) skipped.clone();
        holes.andNot(buried);
        holes.andNot(perishable);
        return sheds || holes.isEmpty() ? null : "numbers " + holes + " are missing before number " + last;
    }
}
