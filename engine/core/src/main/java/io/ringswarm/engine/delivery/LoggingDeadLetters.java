package io.ringswarm.engine.delivery;

import io.ringswarm.engine.DeadLetterListener;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Message;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The default listener: logs the 1st, 2nd, 4th, 8th, ... dead letter of each reason, so that a flood of them cannot become
 * a flood of log lines. All of them are in the engine's counters.
 */
public final class LoggingDeadLetters implements DeadLetterListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingDeadLetters.class);

    private final Map<DeadLetterReason, LongAdder> seen = new EnumMap<>(DeadLetterReason.class);

    /** Has seen none. */
    public LoggingDeadLetters() {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            seen.put(reason, new LongAdder());
        }
    }

    @Override
    public void onDeadLetter(Message message, DeadLetterReason reason, Throwable cause) {
        LongAdder adder = seen.get(reason);
        adder.increment();
        long count = adder.sum();
        if (Long.bitCount(count) == 1) {
            String what = "dead letter: reason=" + reason + ", correlationId=" + message.correlationId()
                    + ", templateId=" + message.templateId() + "; " + count + " with this reason so far";
            FaultLog.log(LOG, Level.WARN, what, cause);
        }
    }
}
