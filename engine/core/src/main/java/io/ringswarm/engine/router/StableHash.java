package io.ringswarm.engine.router;

/**
 * Hashes that are the same in every process and every release, to choose by: who owns a key must not change when a service
 * is restarted. Not for tables that others can fill, as anyone can make keys that collide. Any thread may call it.
 */
public final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /**
     * A name's hash: FNV-1a, 64 bits, over UTF-16 units (Fowler, Noll and Vo, RFC 9923).
     *
     * @param name any
     * @return its hash; names that differ little have hashes of which some bits differ little, see {@link #mix}
     */
    public static long of(CharSequence name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /**
     * Spreads values over all 64 bits: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
     * Number Generators", 2014).
     *
     * @param value any
     * @return a value that no other value gives
     */
    public static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
