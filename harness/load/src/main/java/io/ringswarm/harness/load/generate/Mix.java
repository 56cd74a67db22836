package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.Priority;
import java.util.List;

/**
 * What a load's messages are made of: strands, each with its lane and its share. Which strand a message belongs to depends
 * on its index alone, scattered so that no pattern of receivers meets a pattern of strands. Immutable.
 */
public final class Mix {
    private static final int PERCENT = 100;

    private final List<Strand> strands;
    private final byte[] strandOfPercent = new byte[PERCENT];

    /**
     * Messages of one kind.
     *
     * @param priority their lane
     * @param ask whether they ask
     * @param percent how many of a hundred messages
     */
    public record Strand(Priority priority, boolean ask, int percent) {}

    /**
     * A mix.
     *
     * @param strands their shares add up to a hundred
     * @throws IllegalArgumentException when they do not
     */
    public Mix(List<Strand> strands) {
        this.strands = List.copyOf(strands);
        int percent = 0;
        for (int strand = 0; strand < strands.size(); strand++) {
            for (int n = 0; n < strands.get(strand).percent() && percent < PERCENT; n++) {
                strandOfPercent[percent++] = (byte) strand;
            }
        }
        if (strands.stream().mapToInt(Strand::percent).sum() != PERCENT) {
            throw new IllegalArgumentException("strands=" + strands + " (expected: shares that add up to 100)");
        }
    }

    /** The strands. */
    public List<Strand> strands() {
        return strands;
    }

    /**
     * The strand of a message.
     *
     * @param index the message's, 0 or more
     * @return its strand's number
     */
    public int strandOf(long index) {
        return strandOfPercent[(int) Long.remainderUnsigned(scattered(index), PERCENT)];
    }

    /** The finaliser of SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable PRNGs", OOPSLA 2014. */
    private static long scattered(long index) {
        long z = (index + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
