package io.ringswarm.harness.load.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * When the JVM stood still, by the flight recorder: collections, and safepoints from the first thread asked to stop to the
 * last released. Events come about a second late. Made and ended by one thread.
 */
final class JvmPauses implements AutoCloseable {
    private static final String GC_PAUSE = "jdk.GCPhasePause";
    private static final String BEGIN = "jdk.SafepointBegin";
    private static final String END = "jdk.SafepointEnd";
    private static final String MARK = "io.ringswarm.Mark";
    private static final int MOST_OPEN = 64;
    private static final long LEAST_ROOM_BYTES = 256L << 20;

    private final RecordingStream stream;
    private final Listener listener;
    private final Map<Long, Long> begun = new HashMap<>();
    private final CountDownLatch marked = new CountDownLatch(1);

    /** What ends the events of interest. */
    @Name(MARK)
    @StackTrace(false)
    static final class Mark extends Event {}

    /** Is told of each pause, by a thread of the flight recorder. */
    @FunctionalInterface
    interface Listener {
        /**
         * The JVM stood still.
         *
         * @param cause a collection, or any safepoint, with those for collections
         * @param startNs since when, of {@link System#nanoTime()}
         * @param endNs until when
         */
        void paused(Cause cause, long startNs, long endNs);
    }

    private JvmPauses(RecordingStream stream, Listener listener) {
        this.stream = stream;
        this.listener = listener;
    }

    /**
     * Begins to listen.
     *
     * @param listener is told of each pause
     * @return null where the JVM has no flight recorder, or no room on the disk for what it writes
     */
    static JvmPauses start(Listener listener) {
        if (!FlightRecorder.isAvailable() || !hasRoom()) {
            return null;
        }
        RecordingStream stream = new RecordingStream();
        try {
            return listening(stream, listener);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** A flight recorder that finds its disk full ends the JVM. */
    private static boolean hasRoom() {
        try {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            return Files.getFileStore(folder).getUsableSpace() >= LEAST_ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static JvmPauses listening(RecordingStream stream, Listener listener) {
        JvmPauses pauses = new JvmPauses(stream, listener);
        for (String event : new String[] {GC_PAUSE, BEGIN, END, MARK}) {
            stream.enable(event).withoutThreshold().withoutStackTrace();
        }
        stream.onEvent(GC_PAUSE, pauses::collected);
        stream.onEvent(BEGIN, pauses::stopping);
        stream.onEvent(END, pauses::released);
        stream.onEvent(MARK, event -> pauses.marked.countDown());
        stream.setReuse(true);
        stream.startAsync();
        return pauses;
    }

    /** Waits until all that has happened so far has been told. False when the recorder does not come to it. */
    boolean await(long patienceNs) {
        new Mark().commit();
        FlightRecorder.getFlightRecorder().takeSnapshot().close(); // hands over what is not a second old yet
        try {
            return marked.await(patienceNs, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    private void collected(RecordedEvent event) {
        long startNs = nanoTime(event.getStartTime());
        listener.paused(Cause.GC, startNs, startNs + event.getDuration().toNanos());
    }

    private void stopping(RecordedEvent event) {
        if (begun.size() > MOST_OPEN) {
            begun.clear(); // ends that never came
        }
        begun.put(event.getLong("safepointId"), nanoTime(event.getStartTime()));
    }

    private void released(RecordedEvent event) {
        Long startNs = begun.remove(event.getLong("safepointId"));
        if (startNs != null) {
            listener.paused(Cause.SAFEPOINT, startNs, nanoTime(event.getEndTime()));
        }
    }

    /** The clocks are compared anew each time, as one of them may be set. */
    private static long nanoTime(Instant instant) {
        long beforeNs = System.nanoTime();
        Instant now = Instant.now();
        long afterNs = System.nanoTime();
        return beforeNs
                + (afterNs - beforeNs) / 2
                - Duration.between(instant, now).toNanos();
    }
}
