package io.ringswarm.harness.load.schedule;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A trace as one schedule. A row's request is due at its arrival divided by the speed-up; its k-th token k gaps later, the
 * gap divided alike. Messages due at the same time come in the order of the rows. It ends one gap after its last message,
 * a millisecond at least, so that the last one has time to be sent.
 */
public final class TraceSchedule implements Schedule {
    private static final int BYTES_PER_MESSAGE = Long.BYTES + Integer.BYTES;
    private static final long MIN_END_NS = 1_000_000;
    private static final int TOKEN_BIT = 1;

    private final long[] dueNs;
    private final int[] rowAndType;
    private final long durationNs;
    private final String sha256;
    private final long maxMessages;

    private TraceSchedule(long[] dueNs, int[] rowAndType, long durationNs, String sha256, long maxMessages) {
        this.sha256 = sha256;
        this.maxMessages = maxMessages;
        this.dueNs = dueNs;
        this.rowAndType = rowAndType;
        this.durationNs = durationNs;
    }

    /**
     * Lays a trace out.
     *
     * @param trace its rows
     * @param speedup divides all times
     * @param tokenGapNs time between tokens
     * @param cutNs messages due then or later are left out; null for none
     * @param maxBytes memory that the schedule may take
     * @return the schedule
     * @throws InvalidInputException when it would take more memory
     */
    public static TraceSchedule of(Trace trace, double speedup, long tokenGapNs, Long cutNs, long maxBytes) {
        long messages = trace.messages();
        long maxMessages = Math.min(maxBytes / BYTES_PER_MESSAGE, Integer.MAX_VALUE - 8);
        if (messages > maxMessages || trace.rows() > Integer.MAX_VALUE >> TOKEN_BIT) {
            throw InvalidInputException.of(
                    "trace messages",
                    messages,
                    "at most " + maxMessages + ", a quarter of the heap at " + BYTES_PER_MESSAGE
                            + " bytes each; RINGSWARM_JAVA_OPTS=-Xmx4g gives more");
        }
        long limitNs = cutNs == null ? Long.MAX_VALUE : cutNs;
        long[] dueNs = new long[(int) messages];
        int[] rowAndType = new int[(int) messages];
        int count = merge(trace, speedup, tokenGapNs, limitNs, dueNs, rowAndType);
        long lastNs = count == 0 ? 0 : dueNs[count - 1];
        long endNs = count < messages ? limitNs : lastNs + Math.max(MIN_END_NS, (long) (tokenGapNs / speedup));
        return new TraceSchedule(
                Arrays.copyOf(dueNs, count),
                Arrays.copyOf(rowAndType, count),
                Math.min(endNs, limitNs),
                trace.sha256(),
                maxMessages);
    }

    /** Digest of the trace's file. */
    public String sha256() {
        return sha256;
    }

    /** The requests whose tokens are not all laid out yet wait in a queue, each with its next token's time. */
    private static int merge(
            Trace trace, double speedup, long tokenGapNs, long limitNs, long[] dueNs, int[] rowAndType) {
        PriorityQueue<OpenRow> open =
                new PriorityQueue<>(Comparator.comparingLong(OpenRow::dueNs).thenComparingInt(OpenRow::row));
        int row = 0;
        int count = 0;
        while (row < trace.rows() || !open.isEmpty()) {
            long requestNs = row < trace.rows() ? (long) (trace.arrivalNs(row) / speedup) : Long.MAX_VALUE;
            if (open.isEmpty() || requestNs < open.peek().dueNs()) {
                if (requestNs >= limitNs) {
                    break;
                }
                dueNs[count] = requestNs;
                rowAndType[count++] = row << TOKEN_BIT;
                open(open, trace, row++, 1, speedup, tokenGapNs);
            } else {
                OpenRow token = open.poll();
                if (token.dueNs() >= limitNs) {
                    break;
                }
                dueNs[count] = token.dueNs();
                rowAndType[count++] = token.row() << TOKEN_BIT | TOKEN_BIT;
                open(open, trace, token.row(), token.token() + 1, speedup, tokenGapNs);
            }
        }
        return count;
    }

    private static void open(
            PriorityQueue<OpenRow> open, Trace trace, int row, int token, double speedup, long tokenGapNs) {
        if (token <= trace.generatedTokens(row)) {
            long due = (long) ((trace.arrivalNs(row) + (double) token * tokenGapNs) / speedup);
            open.add(new OpenRow(due, row, token));
        }
    }

    private record OpenRow(long dueNs, int row, int token) {}

    @Override
    public long count() {
        return dueNs.length;
    }

    @Override
    public long durationNs() {
        return durationNs;
    }

    @Override
    public long dueNs(long index) {
        return dueNs[(int) index];
    }

    @Override
    public long agent(long index) {
        return rowAndType[(int) index] >>> TOKEN_BIT;
    }

    @Override
    public int type(long index) {
        return (rowAndType[(int) index] & TOKEN_BIT) == 0 ? REQUEST : TOKEN;
    }

    /**
     * The same messages in the same order, over again where they are too few, but evenly spread. Takes no more memory than the trace was
     * allowed to, and ends early where that is not enough.
     */
    @Override
    public Schedule forWarmUp(long durationNs) {
        Schedule even = Schedule.super.forWarmUp(durationNs);
        int messages = (int) Math.min(even.count(), maxMessages);
        long[] evenNs = new long[messages];
        int[] again = new int[messages];
        for (int i = 0; i < messages; i++) {
            evenNs[i] = even.dueNs(i);
            again[i] = rowAndType[i % rowAndType.length];
        }
        return new TraceSchedule(evenNs, again, durationNs, sha256, maxMessages);
    }
}
