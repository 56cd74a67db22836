package io.ringswarm.codecs;

import java.util.List;
import java.util.SplittableRandom;

/** Damages valid bodies as a hostile or broken sender would. The same seed gives the same damage. */
public final class Mutator {
    private static final int MAX_EXTRA_BYTES = 64;
    private static final int[] EDGES = {0, -1, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final SplittableRandom random;
    private final List<byte[]> seeds;
    private final byte[] buffer;
    private int lengthBytes;

    public Mutator(long seed, List<byte[]> seeds) {
        random = new SplittableRandom(seed);
        this.seeds = seeds;
        buffer = new byte[seeds.stream().mapToInt(body -> body.length).max().orElseThrow() + MAX_EXTRA_BYTES];
    }

    /** The array that holds the body made last, from its start. */
    public byte[] array() {
        return buffer;
    }

    /** Makes the next body, and answers its length. */
    public int next() {
        byte[] seed = pick();
        System.arraycopy(seed, 0, buffer, 0, seed.length);
        lengthBytes = seed.length;
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            mutate();
        }
        return lengthBytes;
    }

    private void mutate() {
        int at = lengthBytes == 0 ? 0 : random.nextInt(lengthBytes);
        switch (random.nextInt(9)) {
            case 0 -> flipBits(1 + random.nextInt(8));
            case 1 -> lengthBytes = at;
            case 2 -> fill(lengthBytes, random.nextInt(MAX_EXTRA_BYTES));
            case 3 -> splice(at);
            case 4 -> fill(at, random.nextInt(16));
            case 5 -> put(at, (byte) EDGES[random.nextInt(EDGES.length)]);
            case 6 -> putEdge(at);
            case 7 -> put(at, (byte) (0x80 + random.nextInt(0x80))); // Chronicle's codes of types
            default -> move(at);
        }
    }

    private void flipBits(int bits) {
        for (int i = 0; i < bits && lengthBytes > 0; i++) {
            buffer[random.nextInt(lengthBytes)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
    }

    private void fill(int from, int count) {
        int end = Math.min(from + count, buffer.length);
        for (int i = from; i < end; i++) {
            buffer[i] = (byte) random.nextInt();
        }
        lengthBytes = Math.max(lengthBytes, end);
    }

    private void splice(int at) {
        byte[] other = pick();
        int from = random.nextInt(other.length);
        int count = Math.min(random.nextInt(other.length - from + 1), buffer.length - at);
        System.arraycopy(other, from, buffer, at, count);
        lengthBytes = Math.max(lengthBytes, at + count);
    }

    private void putEdge(int at) {
        int edge = EDGES[random.nextInt(EDGES.length)];
        for (int i = 0; i < Integer.BYTES; i++) {
            put(at + i, (byte) (edge >>> i * Byte.SIZE));
        }
    }

    private void put(int at, byte value) {
        if (at < lengthBytes) {
            buffer[at] = value;
        }
    }

    /** Deletes or repeats a range. */
    private void move(int at) {
        int to = lengthBytes == 0 ? 0 : random.nextInt(lengthBytes);
        int count = Math.min(lengthBytes - at, buffer.length - to);
        System.arraycopy(buffer, at, buffer, to, count);
        lengthBytes = to + count;
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
