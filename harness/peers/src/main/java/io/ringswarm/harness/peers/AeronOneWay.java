package io.ringswarm.harness.peers;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Aeron's log of messages in shared memory, used within one process: an embedded media driver whose agents share one
 * thread, with its default way of waiting, as in
 * <a href="https://github.com/aeron-io/aeron/blob/1.51.0/aeron-samples/src/main/java/io/aeron/samples/EmbeddedBufferClaimIpcThroughput.java">its
 * own sample of throughput</a>. The publication is the one that many threads may share. A message is claimed and written
 * where it lies, as
 * <a href="https://github.com/aeron-io/aeron/blob/1.51.0/aeron-client/src/main/java/io/aeron/logbuffer/BufferClaim.java">{@code
 * BufferClaim}</a> has it, and reads are in batches. The term's length bounds what is on its way: the window of half a term
 * holds as many messages as the rings have places, and more only as terms are powers of two. {@code compare} turns bounds checks
 * off for it, as
 * <a href="https://github.com/aeron-io/aeron/blob/1.51.0/aeron-driver/src/main/resources/low-latency.properties">its properties
 * for low latency</a> do.
 *
 * <p>A message, native byte order: 0: correlation int64 | 8: source int64 | 16: target int32 | 20: template int32 | 24: due
 * int64 | 32: sent int64 | 40: body.
 */
final class AeronOneWay extends ReceivingSystem implements PacedSystem {
    private static final int CORRELATION_OFFSET = 0;
    private static final int SOURCE_OFFSET = CORRELATION_OFFSET + Long.BYTES;
    private static final int TARGET_OFFSET = SOURCE_OFFSET + Long.BYTES;
    private static final int TEMPLATE_OFFSET = TARGET_OFFSET + Integer.BYTES;
    private static final int DUE_OFFSET = TEMPLATE_OFFSET + Integer.BYTES;
    private static final int SENT_OFFSET = DUE_OFFSET + Long.BYTES;
    private static final int BODY_OFFSET = SENT_OFFSET + Long.BYTES;
    private static final int MESSAGE_BYTES = BODY_OFFSET + BODY_BYTES;

    /** Half of it is the window: 4,096 messages of 160 bytes with header and alignment, and the next power of two. */
    private static final int TERM_BYTES = 2 * 1024 * 1024;

    private static final int STREAM = 1001;
    private static final int TEMPLATE = 1;
    private static final int BATCH = 256;
    private static final long CONNECT_LIMIT_NS = 10_000_000_000L;

    private final int agents;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final Publication publication;
    private final Subscription subscription;
    private final Poller poller;

    AeronOneWay(int agents) {
        super(new Receiver(agents));
        this.agents = agents;
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .ipcTermBufferLength(TERM_BYTES)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        subscription = aeron.addSubscription(CommonContext.IPC_CHANNEL, STREAM);
        publication = aeron.addPublication(CommonContext.IPC_CHANNEL, STREAM);
        awaitConnection();
        poller = new Poller(receiver(), () -> subscription.poll(this::onMessage, BATCH));
    }

    @Override
    public String version() {
        return LibraryVersion.of(Aeron.class);
    }

    @Override
    public long send(StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        BufferClaim claim = new BufferClaim();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            if (isClaimed(claim)) {
                long nowNs = System.nanoTime();
                write(claim, sent, target, nowNs, nowNs, body);
                sent++;
                target = PeerSystem.next(target, agents);
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    @Override
    public long send(Schedule schedule, StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        BufferClaim claim = new BufferClaim();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            long nowNs = System.nanoTime();
            if (schedule.due(sent, 1, nowNs) == 0) {
                Thread.onSpinWait();
            } else if (isClaimed(claim)) {
                write(claim, sent, target, schedule.dueNs(sent), nowNs, body);
                sent++;
                target = PeerSystem.next(target, agents);
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    /** Whether there is a place; not now means that there is no room, or that the log goes on to its next term. */
    private boolean isClaimed(BufferClaim claim) {
        long position = publication.tryClaim(MESSAGE_BYTES, claim);
        if (position > 0) {
            return true;
        }
        if (position != Publication.BACK_PRESSURED && position != Publication.ADMIN_ACTION) {
            throw new SystemFailedException("claim=" + Publication.errorString(position) + " (expected: a place)");
        }
        return false;
    }

    private static void write(BufferClaim claim, long number, int target, long dueNs, long sentNs, byte[] body) {
        MutableDirectBuffer buffer = claim.buffer();
        int at = claim.offset();
        buffer.putLong(at + CORRELATION_OFFSET, number);
        buffer.putLong(at + SOURCE_OFFSET, 0);
        buffer.putInt(at + TARGET_OFFSET, target);
        buffer.putInt(at + TEMPLATE_OFFSET, TEMPLATE);
        buffer.putLong(at + DUE_OFFSET, dueNs);
        buffer.putLong(at + SENT_OFFSET, sentNs);
        buffer.putBytes(at + BODY_OFFSET, body, 0, BODY_BYTES);
        claim.commit();
    }

    private void onMessage(DirectBuffer buffer, int at, int lengthBytes, Header header) {
        buffer.getBytes(at + BODY_OFFSET, receiver().body(), 0, BODY_BYTES);
        receiver()
                .take(
                        buffer.getLong(at + CORRELATION_OFFSET),
                        buffer.getLong(at + SOURCE_OFFSET),
                        buffer.getInt(at + TARGET_OFFSET),
                        buffer.getInt(at + TEMPLATE_OFFSET),
                        buffer.getLong(at + DUE_OFFSET),
                        buffer.getLong(at + SENT_OFFSET));
    }

    private void awaitConnection() {
        long giveUpNs = System.nanoTime() + CONNECT_LIMIT_NS;
        while (!publication.isConnected() || !subscription.isConnected()) {
            if (System.nanoTime() - giveUpNs > 0) {
                CloseHelper.closeAll(aeron, driver);
                throw new SystemFailedException(
                        "publication and subscription did not find each other within " + CONNECT_LIMIT_NS + " ns");
            }
            Thread.yield();
        }
    }

    @Override
    boolean alive() {
        return poller.alive();
    }

    @Override
    public void close() {
        poller.close();
        CloseHelper.closeAll(publication, subscription, aeron, driver);
    }
}
