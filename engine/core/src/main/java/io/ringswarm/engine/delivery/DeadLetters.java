package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.DeadLetterListener;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.metrics.ShardCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts a shard's dead letters and tells the listener. Confined to the shard's thread. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterListener listener;
    private final DeadLetterStream stream;
    private final ShardCounters counters;

    DeadLetters(DeadLetterListener listener, DeadLetterStream stream, ShardCounters counters) {
        this.listener = listener;
        this.stream = stream;
        this.counters = counters;
    }

    void thrown(MessageView message, Throwable cause, ShardExit exit) {
        boolean malformed = cause instanceof MalformedMessageException;
        bury(message, malformed ? DeadLetterReason.MALFORMED : DeadLetterReason.HANDLER_THREW, cause, exit);
    }

    /** Counts last: a listener that does not return leaves the message to the closing thread. */
    void bury(MessageView message, DeadLetterReason reason, Throwable cause, ShardExit exit) {
        exit.checkAbandoned();
        try {
            listener.onDeadLetter(message, reason, cause);
        } catch (Throwable e) {
            FaultLog.log(LOG, Level.ERROR, "the dead-letter listener threw on a message with reason " + reason, e);
        }
        try {
            stream.add(message, reason, cause);
        } catch (Throwable e) {
            FaultLog.log(LOG, Level.ERROR, "the executor of the dead letters' subscribers threw", e);
        }
        exit.check();
        counters.countDead(reason);
    }
}
