package io.ringswarm.codecs;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The reference message of six fields, and the three that its evolved version adds. */
public final class Sample {
    public static final int MAX_PAYLOAD_BYTES = 64;
    public static final int MAX_NOTE_CHARS = 40;
    public static final double NO_RATE = -1.0;

    public long sequence;
    public int source;
    public int target;
    public int type;
    public long timeNs;
    public final byte[] payload = new byte[MAX_PAYLOAD_BYTES];
    public int payloadBytes;

    public boolean urgent;
    public double rate = NO_RATE;
    public final StringBuilder note = new StringBuilder();

    public static Sample fixed() {
        Sample sample = new Sample();
        sample.sequence = 0x0102030405060708L;
        sample.source = 7;
        sample.target = -2;
        sample.type = Integer.MAX_VALUE;
        sample.timeNs = 1_234_567_890_123L;
        sample.payloadBytes = MAX_PAYLOAD_BYTES;
        for (int i = 0; i < MAX_PAYLOAD_BYTES; i++) {
            sample.payload[i] = (byte) (i * 5 - 100);
        }
        sample.urgent = true;
        sample.rate = 2.5;
        sample.note.append("caf\u00e9 \u20ac5: \"quoted\", \n next");
        return sample;
    }

    public static Sample random(SplittableRandom random) {
        Sample sample = new Sample();
        sample.sequence = random.nextLong();
        sample.source = random.nextInt();
        sample.target = random.nextInt(100);
        sample.type = random.nextInt(-5, 5);
        sample.timeNs = random.nextLong(1L << 40);
        sample.payloadBytes = random.nextInt(MAX_PAYLOAD_BYTES + 1);
        for (int i = 0; i < sample.payloadBytes; i++) {
            sample.payload[i] = (byte) random.nextInt();
        }
        sample.urgent = random.nextBoolean();
        sample.rate = random.nextDouble() * random.nextInt(1000);
        int chars = random.nextInt(MAX_NOTE_CHARS + 1);
        for (int i = 0; i < chars; i++) {
            boolean ascii = random.nextInt(4) != 0;
            sample.note.append((char) random.nextInt(' ', ascii ? '~' : Character.MIN_SURROGATE));
        }
        return sample;
    }

    public List<Object> sixFields() {
        return List.of(sequence, source, target, type, timeNs, List.of(Arrays.hashCode(usedPayload()), payloadBytes));
    }

    public List<Object> allFields() {
        return List.of(sixFields(), urgent, rate, note.toString());
    }

    private byte[] usedPayload() {
        return Arrays.copyOf(payload, payloadBytes);
    }
}
