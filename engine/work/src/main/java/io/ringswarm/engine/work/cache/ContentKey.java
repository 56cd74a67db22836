package io.ringswarm.engine.work.cache;

import java.util.Arrays;
import java.util.Objects;

/**
 * What two tasks have in common that want the same: their kind and the bytes of their payload. Equal only when all bytes
 * are, whatever their hash. Either a copy with bytes of its own, which does not change while it is in a map, or a view of
 * the caller's bytes, which is set anew for each look, so that looking copies nothing.
 */
final class ContentKey {
    private static final byte[] NONE = {};

    private final ContentHash hashing;
    private int kind;
    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private long hash;

    /** A view of nothing. */
    ContentKey(ContentHash hashing) {
        this.hashing = hashing;
    }

    /** Makes a view of other bytes; not while it is a key in a map. */
    ContentKey view(int kind, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.kind = kind;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        hash = hashing.of(kind, bytes, offset, length);
        return this;
    }

    /** Makes this equal to another one, by bytes of its own, which are kept for the next time; not while it is in a map. */
    ContentKey take(ContentKey other) {
        if (bytes.length < other.length) {
            bytes = new byte[other.length];
        }
        System.arraycopy(other.bytes, other.offset, bytes, 0, other.length);
        kind = other.kind;
        offset = 0;
        length = other.length;
        hash = other.hash;
        return this;
    }

    /** Lets go of the bytes when they are many: of a view more than none. */
    void release(int keptBytes) {
        if (bytes.length > keptBytes) {
            bytes = NONE;
        }
        offset = 0;
        length = 0;
    }

    /** Immutable, with bytes of its own. */
    ContentKey copy() {
        ContentKey copy = new ContentKey(hashing);
        copy.take(this);
        return copy;
    }

    /** How long the payload is, bytes. */
    int lengthBytes() {
        return length;
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || object instanceof ContentKey other
                        && hash == other.hash
                        && kind == other.kind
                        && length == other.length
                        && Arrays.equals(
                                bytes, offset, offset + length, other.bytes, other.offset, other.offset + length);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return "kind=" + kind + " lengthBytes=" + length + " hash=" + Long.toHexString(hash);
    }
}
