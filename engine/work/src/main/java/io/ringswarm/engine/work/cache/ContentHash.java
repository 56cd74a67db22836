package io.ringswarm.engine.work.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash of a kind and bytes. Only finds candidates: who looks compares the bytes. */
@FunctionalInterface
interface ContentHash {
    /**
     * Eight bytes at a time by folded multiplication: the upper half of the 128-bit product xor the lower one, the step of
     * Wang Yi's wyhash (github.com/wangyi-fudan/wyhash, 2019). The same in every process; not meant against keys made to
     * collide, which cost time and nothing else.
     */
    ContentHash FOLDED = ContentHash::folded;

    long of(int kind, byte[] bytes, int offset, int length);

    private static long folded(int kind, byte[] bytes, int offset, int length) {
        long hash = fold(((long) kind << Integer.SIZE | length) ^ Words.SEED, Words.FIRST_FACTOR);
        int end = offset + length;
        int place = offset;
        for (; place + Long.BYTES <= end; place += Long.BYTES) {
            hash = fold(hash ^ Words.at(bytes, place), Words.FIRST_FACTOR) + Words.SEED;
        }
        if (place < end) {
            // The last eight bytes, some of them for the second time; the length tells apart what would be alike.
            long last = length >= Long.BYTES ? Words.at(bytes, end - Long.BYTES) : Words.few(bytes, place, end);
            hash = fold(hash ^ last, Words.FIRST_FACTOR) + Words.SEED;
        }
        return fold(hash, Words.SECOND_FACTOR);
    }

    private static long fold(long value, long factor) {
        return Math.multiplyHigh(value, factor) ^ value * factor;
    }

    /** Eight bytes as one number. */
    final class Words {
        static final long SEED = 0xa0761d6478bd642fL;
        static final long FIRST_FACTOR = 0xe7037ed1a0b428dbL;
        static final long SECOND_FACTOR = 0x8ebc6af09c88c6e3L;

        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        private Words() {}

        static long at(byte[] bytes, int place) {
            return (long) LONGS.get(bytes, place);
        }

        static long few(byte[] bytes, int from, int to) {
            long word = 0;
            for (int place = from; place < to; place++) {
                word = word << Byte.SIZE | bytes[place] & 0xff;
            }
            return word;
        }
    }
}
