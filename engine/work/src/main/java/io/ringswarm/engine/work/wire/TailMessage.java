package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyReader;

/**
 * A message of a few numbers and bytes: a {@linkplain TailMessageCodec#START start}, an {@linkplain TailMessageCodec#ANSWER
 * answer} or an {@linkplain TailMessageCodec#ENDING ending}. Mutable and reusable, confined to one thread. What it was decoded
 * from must not change as long as its bytes are used.
 */
public final class TailMessage {
    private static final byte[] NONE = {};

    private long id;
    private long number;
    private int code;
    private int reason;
    private byte[] bytes = NONE;
    private int offset;
    private int length;

    /** Empty. */
    public TailMessage() {}

    /**
     * Sets the numbers.
     *
     * @param messageId the task's number, or 0
     * @param messageNumber what the message says it is
     * @param messageCode 0 to 127
     * @param messageReason 0 to 127
     * @return this
     */
    public TailMessage set(long messageId, long messageNumber, int messageCode, int messageReason) {
        id = messageId;
        number = messageNumber;
        code = messageCode;
        reason = messageReason;
        return this;
    }

    /**
     * Sets the bytes.
     *
     * @param array where they lie; not copied
     * @param first the first one's index
     * @param count how many
     * @return this
     */
    public TailMessage bytes(byte[] array, int first, int count) {
        if (bytes != array) {
            bytes = array; // a reference store costs a garbage collector's barrier
        }
        offset = first;
        length = count;
        return this;
    }

    /**
     * Sets no bytes.
     *
     * @return this
     */
    public TailMessage noBytes() {
        return bytes(NONE, 0, 0);
    }

    /**
     * The task's number.
     *
     * @return as set or decoded
     */
    public long id() {
        return id;
    }

    /**
     * In a start the deadline, in an ending how long the attempt took, ns; in an answer 0.
     *
     * @return as set or decoded
     */
    public long number() {
        return number;
    }

    /**
     * In a start the kind, in an answer 1 for success, in an ending the ordinal of the end.
     *
     * @return as set or decoded
     */
    public int code() {
        return code;
    }

    /**
     * In a start the attempt, else the ordinal of the reason.
     *
     * @return as set or decoded
     */
    public int reason() {
        return reason;
    }

    /**
     * The array that holds the bytes.
     *
     * @return not to be changed
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * Where they begin.
     *
     * @return an index
     */
    public int offset() {
        return offset;
    }

    /**
     * How many there are.
     *
     * @return 0 and up
     */
    public int length() {
        return length;
    }

    /**
     * Points a reader at the bytes.
     *
     * @param reader whose
     * @return the reader
     */
    public BodyReader read(BodyReader reader) {
        return reader.wrap(bytes, offset, length);
    }
}
