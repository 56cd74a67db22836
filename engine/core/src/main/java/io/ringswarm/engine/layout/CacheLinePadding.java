package io.ringswarm.engine.layout;

/**
 * Keeps the fields of a subclass 128 bytes away from what lies before the object in memory, as processors fetch cache lines
 * in pairs. The int fills the gap after the object's header, where a field of the subclass would go otherwise.
 */
public abstract class CacheLinePadding {
    @SuppressWarnings("unused")
    private int gap;

    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    /** For subclasses, which pad what follows them by themselves. */
    protected CacheLinePadding() {}
}
