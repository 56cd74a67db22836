package io.ringswarm.engine.ring;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;

/**
 * One message of a sender outside that goes to several rings or to none: it is encoded for all of them, then a slot is claimed
 * in each, and only then it is published. Confined to the sender.
 */
public final class Publication {
    private final StagedRun[] runs;
    private final long[] targets;
    private int count;

    /**
     * To no ring yet.
     *
     * @param rings to how many it may go
     */
    public Publication(int rings) {
        runs = new StagedRun[rings];
        targets = new long[rings];
    }

    /** Forgets the rings. */
    public void clear() {
        count = 0;
    }

    /**
     * Whether it goes nowhere.
     *
     * @return true when no ring was added
     */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Adds a ring.
     *
     * @param run of that ring, empty
     * @param target the address that the message is to have there
     */
    public void add(StagedRun run, long target) {
        runs[count] = run;
        targets[count++] = target;
    }

    /**
     * Publishes to all rings or to none.
     *
     * @param value the body
     * @param codec how to encode it; what it throws reaches the caller
     * @param envelope the rest
     * @param encoder the sender's
     * @param clock the engine's
     * @param lifecycle the engine's
     * @param counters the sender's
     * @param <T> the body's type
     * @return false when some ring or the encoder had no room, or the engine accepts nothing more
     * @throws io.ringswarm.codecs.BodyTooLargeException when the body is longer than the longest allowed
     */
    public <T> boolean publish(
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            FrameEncoder encoder,
            NanoClock clock,
            Lifecycle lifecycle,
            SenderCounters counters) {
        int appended = 0;
        boolean published = false;
        try {
            while (appended < count
                    && runs[appended].append(
                            FrameLayout.FLAGS_TOPIC, 0, targets[appended], value, codec, envelope, encoder)) {
                appended++;
            }
            published = appended == count && claimAndPublish(clock.nanoTime(), lifecycle, counters);
        } finally {
            while (!published && --appended >= 0) {
                runs[appended].discardLast();
            }
        }
        return published;
    }

    private boolean claimAndPublish(long sentNs, Lifecycle lifecycle, SenderCounters counters) {
        int claimed = 0;
        while (claimed < count && runs[claimed].claim()) {
            claimed++;
        }
        if (claimed < count || !lifecycle.isAccepting()) {
            while (--claimed >= 0) {
                runs[claimed].voidClaim();
            }
            return false;
        }
        counters.countCreated(count);
        for (int i = 0; i < count; i++) {
            runs[i].publishClaim(sentNs);
        }
        return true;
    }
}
