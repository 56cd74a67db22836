package io.ringswarm.harness.load.workload;

/**
 * Checks the numbers of the messages that one agent gets from each producer, which count up from 0. Allocates nothing.
 * Confined to the shard's thread; others may read once it is quiet.
 *
 * <p>The last 64 numbers of a producer are remembered: a late one among them is told from one that comes twice. What is
 * older counts as a duplicate.
 */
public final class ArrivalCheck {
    private static final int REMEMBERED = Long.SIZE;

    private final long[] expected;
    private final long[] seen;
    private long missing;
    private long duplicates;
    private long outOfOrder;

    /**
     * Nothing has come yet.
     *
     * @param producers how many number their messages
     */
    public ArrivalCheck(int producers) {
        expected = new long[producers];
        seen = new long[producers];
    }

    /**
     * Takes note of a message.
     *
     * @param producer who sent it
     * @param sequence its number
     */
    public void arrived(int producer, long sequence) {
        if (sequence == expected[producer]) {
            expected[producer] = sequence + 1;
            seen[producer] = seen[producer] << 1 | 1;
        } else if (sequence > expected[producer]) {
            skipTo(producer, sequence);
        } else {
            again(producer, sequence);
        }
    }

    /** Numbers that were passed over and have not come since. */
    public long missing() {
        return missing;
    }

    /** Messages whose number had come before. */
    public long duplicates() {
        return duplicates;
    }

    /** Messages that came after one with a higher number. */
    public long outOfOrder() {
        return outOfOrder;
    }

    private void skipTo(int producer, long sequence) {
        long skipped = sequence - expected[producer];
        missing += skipped;
        seen[producer] = skipped + 1 < REMEMBERED ? seen[producer] << (skipped + 1) | 1 : 1;
        expected[producer] = sequence + 1;
    }

    private void again(int producer, long sequence) {
        long age = expected[producer] - 1 - sequence;
        if (age < REMEMBERED && (seen[producer] >>> age & 1) == 0) {
            seen[producer] |= 1L << age;
            missing--;
            outOfOrder++;
        } else {
            duplicates++;
        }
    }
}
