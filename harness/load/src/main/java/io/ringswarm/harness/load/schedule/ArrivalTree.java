package io.ringswarm.harness.load.schedule;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * One thread's way to the arrivals of a Poisson process, each of which it finds by its number, or by its time.
 *
 * <p>The arrivals are the leaves' of a binary tree. The last one of all is at a time with the gamma distribution, the sum of
 * as many exponential gaps. A node knows when its first gap begins and its last one ends; what share of that its left half
 * takes has the beta distribution of two sums of as many gaps, whatever the whole is (E. Lukacs, "A characterization of the
 * gamma distribution", Annals of Mathematical Statistics 26, 1955; L. Devroye, "Non-Uniform Random Variate Generation", 1986,
 * sections V.2 and IX.3). Within a leaf the gaps are exponential ones, scaled to the leaf's length. So all gaps together are
 * independent exponential ones, without ever being added up, and each is known from the seed and the nodes above it: a node
 * draws from a generator that begins at a hash of the seed and the node's number.
 *
 * <p>Gamma variates are drawn as in G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM
 * Transactions on Mathematical Software 26, 2000; random numbers as in G. Steele, D. Lea and C. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014.
 *
 * <p>Keeps the nodes on the way to the leaf it was at last, and that leaf: the next one costs two draws of a node, on average.
 * Confined to a thread. Allocates nothing.
 */
final class ArrivalTree {
    /** Arrivals of a leaf. */
    static final int LEAF = 64;

    private static final int LEAF_BITS = Integer.numberOfTrailingZeros(LEAF);
    private static final long NO_NODE = 0;
    private static final double THIRD = 1.0 / 3;
    private static final double SQUEEZE = 0.0331;

    private final NodeRandom random;
    private final ZigguratSampler.NormalizedGaussian gaussian;
    private final ZigguratSampler.Exponential exponential;
    private final int depth;

    /** By level, the root's first: where the node on the way begins and ends, ns. */
    private final double[] startNs;

    private final double[] endNs;
    private final double[] gaps = new double[LEAF];
    private final long[] dueNs = new long[LEAF];
    private long leaf = -1;

    /**
     * A way that begins at the root.
     *
     * @param seed of the process
     * @param ratePerSecond arrivals per second
     * @param depth levels below the root: there are {@code LEAF << depth} arrivals
     */
    ArrivalTree(long seed, double ratePerSecond, int depth) {
        this.depth = depth;
        random = new NodeRandom(seed);
        gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        exponential = ZigguratSampler.Exponential.of(random);
        startNs = new double[depth + 1];
        endNs = new double[depth + 1];
        random.begin(NO_NODE);
        endNs[0] = gamma((double) arrivals()) * 1e9 / ratePerSecond;
    }

    /** Levels for so many arrivals at least. */
    static int depthFor(double arrivals) {
        int depth = 0;
        while (Math.scalb((double) LEAF, depth) < arrivals) {
            depth++;
        }
        return depth;
    }

    /** How many there are. */
    long arrivals() {
        return (long) LEAF << depth;
    }

    /** When an arrival is, ns from the start, rounded down; the first has the number 0. */
    long dueNs(long index) {
        long wanted = index >>> LEAF_BITS;
        if (wanted != leaf) {
            goTo(wanted);
        }
        return dueNs[(int) index & LEAF - 1];
    }

    /** How many arrivals have a {@link #dueNs} before a time. */
    long countBefore(long elapsedNs) {
        if ((long) endNs[0] < elapsedNs) {
            return arrivals();
        }
        long position = 0;
        for (int level = 0; level < depth; level++) {
            double middleNs = middleNs(level, position);
            boolean right = (long) middleNs < elapsedNs;
            position = descend(level, position, middleNs, right);
        }
        fill(position);
        int inLeaf = 0;
        while (inLeaf < LEAF && dueNs[inLeaf] < elapsedNs) {
            inLeaf++;
        }
        return (position << LEAF_BITS) + inLeaf;
    }

    /** Down from the last node that is on the way to both leaves. */
    private void goTo(long wanted) {
        // No branch for the first time: a compiler that has seen it but once would leave it out, and give up its code
        // when
        // the next thread begins. A leaf of -1 differs from any other in the highest bit.
        int changed = Math.min(depth, Long.SIZE - Long.numberOfLeadingZeros(leaf ^ wanted));
        for (int level = depth - changed; level < depth; level++) {
            long position = wanted >>> depth - level;
            descend(level, position, middleNs(level, position), (wanted >>> depth - level - 1 & 1) == 1);
        }
        fill(wanted);
    }

    private long descend(int level, long position, double middleNs, boolean right) {
        startNs[level + 1] = right ? middleNs : startNs[level];
        endNs[level + 1] = right ? endNs[level] : middleNs;
        return 2 * position + (right ? 1 : 0);
    }

    /** When the last arrival of a node's left half is. */
    private double middleNs(int level, long position) {
        random.begin(node(level, position));
        double gapsOfHalf = (double) (arrivals() >>> level + 1);
        double left = gamma(gapsOfHalf);
        return within(level, left / (left + gamma(gapsOfHalf)));
    }

    private void fill(long position) {
        random.begin(node(depth, position));
        double sum = 0;
        for (int i = 0; i < LEAF; i++) {
            sum += exponential.sample();
            gaps[i] = sum;
        }
        for (int i = 0; i < LEAF; i++) {
            dueNs[i] = (long) within(depth, gaps[i] / sum);
        }
        leaf = position;
    }

    /** A share of a node's time; rounding never leads beyond its end. */
    private double within(int level, double share) {
        return share == 1
                ? endNs[level]
                : Math.min(startNs[level] + (endNs[level] - startNs[level]) * share, endNs[level]);
    }

    /** Numbers nodes as a heap does, from 1 on. */
    private static long node(int level, long position) {
        return (1L << level) + position;
    }

    /** The sum of so many exponential gaps of mean 1. */
    private double gamma(double gaps) {
        double d = gaps - THIRD;
        double c = THIRD / Math.sqrt(d);
        while (true) {
            double x = gaussian.sample();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = random.nextDouble();
            double square = x * x;
            if (u < 1 - SQUEEZE * square * square || StrictMath.log(u) < square / 2 + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /** A generator for each node. */
    private static final class NodeRandom implements UniformRandomProvider {
        private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

        private final long seed;
        private long state;

        NodeRandom(long seed) {
            this.seed = mixed(seed);
        }

        void begin(long node) {
            state = mixed(seed + node * GOLDEN_GAMMA);
        }

        @Override
        public long nextLong() {
            state += GOLDEN_GAMMA;
            return mixed(state);
        }

        private static long mixed(long value) {
            long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }
}
