package io.ringswarm.engine.delivery;

import io.ringswarm.engine.lifecycle.FaultText;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs what user code has thrown. Loggers render exceptions, which is user code again, and appenders fail: neither may
 * take a shard down.
 */
final class FaultLog {
    private FaultLog() {}

    static void log(Logger log, Level level, String what, Throwable thrown) {
        try {
            log.atLevel(level).setCause(thrown).log(what);
        } catch (Throwable unloggable) {
            logInWords(log, level, what, thrown);
        }
    }

    private static void logInWords(Logger log, Level level, String what, Throwable thrown) {
        try {
            log.atLevel(level).log("{}: {}", what, FaultText.of(thrown));
        } catch (Throwable broken) {
            // the logger itself is broken, and with it the only place to say so; the fault has been counted
        }
    }
}
