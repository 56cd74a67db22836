package io.ringswarm.reports.files;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/** The samples of one second and tag of a saved log. They stay encoded, so that a long log takes kilobytes for a second. */
public final class SecondSamples {
    // 0: cookie int32 | 4: length of what is compressed int32 | 8: the same, zlib
    private static final int LENGTH_AT = Integer.BYTES;
    private static final int COMPRESSED_AT = LENGTH_AT + Integer.BYTES;

    private final int second;
    private final String encoded;

    SecondSamples(int second, String encoded) {
        this.second = second;
        this.encoded = encoded;
    }

    /**
     * Which second of the run.
     *
     * @return counted from 0 at the start of the measured part
     */
    public int second() {
        return second;
    }

    /**
     * The samples.
     *
     * @return a new histogram in nanoseconds at each call, the caller's own
     */
    public Histogram samples() {
        try {
            return decode();
        } catch (DataFormatException e) {
            throw new IllegalStateException("second=" + second + " (expected: a histogram that was read before)", e);
        }
    }

    String encoded() {
        return encoded;
    }

    Histogram decode() throws DataFormatException {
        byte[] bytes = Base64.getDecoder().decode(encoded);
        requireWhole(bytes);
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    }

    /** The decoder stops before the checksum at the end. */
    private static void requireWhole(byte[] bytes) throws DataFormatException {
        if (ByteBuffer.wrap(bytes).getInt(LENGTH_AT) != bytes.length - COMPRESSED_AT) {
            throw new DataFormatException("of another length than it says");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, COMPRESSED_AT, bytes.length - COMPRESSED_AT);
            byte[] unused = new byte[8192];
            while (!inflater.finished()) {
                if (inflater.inflate(unused) == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut off");
                }
            }
        } finally {
            inflater.end();
        }
    }
}
