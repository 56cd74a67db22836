package io.ringswarm.harness.load.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * When the JVM stood still, by the flight recorder: collections, and safepoints from the first thread asked to stop to the
 * last released. Events come about a second late, as the recorder's stream wakes once a second; the last of them are read from
 * what it has on the disk. Made and ended by one thread.
 */
final class JvmPauses implements AutoCloseable {
    private static final String GC_PAUSE = "jdk.GCPhasePause";
    private static final String BEGIN = "jdk.SafepointBegin";
    private static final String END = "jdk.SafepointEnd";
    private static final String MARK = "io.ringswarm.Mark";
    private static final int MOST_OPEN = 64;
    private static final int MOST_LOOKS = 5;
    private static final long CLOSE_NS = 10_000;
    private static final long LEAST_ROOM_BYTES = 256L << 20;

    private final RecordingStream stream;
    private final Listener listener;
    private final Map<Long, Instant> begun = new HashMap<>();
    private final Told collections = new Told();
    private final Told safepoints = new Told();
    private EventStream heard;
    private boolean marked;

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

    /** Which events of a kind were told. The eldest are forgotten; nothing as old as they are is told any more. */
    private static final class Told {
        private static final int MOST = 8192;

        private final TreeSet<Long> startTicks = new TreeSet<>();
        private long forgottenTicks = Long.MIN_VALUE;

        boolean add(RecordedEvent event) {
            long ticks = event.getLong("startTime"); // as recorded: times are made of it, and would be rounded
            if (ticks <= forgottenTicks || !startTicks.add(ticks)) {
                return false;
            }
            if (startTicks.size() > MOST) {
                forgottenTicks = startTicks.pollFirst();
            }
            return true;
        }
    }

    private JvmPauses(RecordingStream stream, Listener listener) {
        this.stream = stream;
        this.listener = listener;
        heard = stream;
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
        pauses.hear(stream);
        stream.startAsync();
        return pauses;
    }

    private void hear(EventStream events) {
        events.onEvent(GC_PAUSE, event -> collected(events, event));
        events.onEvent(BEGIN, event -> stopping(events, event));
        events.onEvent(END, event -> released(events, event));
        events.onEvent(MARK, event -> marked(events));
        events.setReuse(true);
    }

    /**
     * Tells what has happened so far and was not told yet, and nothing after that. Once.
     *
     * @param patienceNs how long reading it may take
     * @return false when the recorder does not come to it, or cannot write
     */
    boolean await(long patienceNs) {
        long untilNs = System.nanoTime() + patienceNs;
        new Mark().commit();
        try {
            Path file = Files.createTempFile("ringswarm-pauses-", ".jfr");
            try {
                stream.dump(file);
                return tellRest(file, untilNs);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            hearOnly(null);
        }
    }

    /** The file begins somewhere before what the stream has not told. */
    private boolean tellRest(Path file, long untilNs) throws IOException, InterruptedException {
        try (EventStream rest = EventStream.openFile(file)) {
            hear(rest);
            hearOnly(rest);
            CountDownLatch read = new CountDownLatch(1);
            rest.onClose(read::countDown); // the stream's own wait throws in JDK 17
            rest.startAsync();
            return read.await(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS) && isMarked();
        }
    }

    private synchronized void hearOnly(EventStream events) {
        heard = events;
    }

    @Override
    public void close() {
        stream.close();
    }

    private synchronized void collected(EventStream from, RecordedEvent event) {
        if (from == heard && collections.add(event)) {
            tell(Cause.GC, event.getStartTime(), event.getDuration());
        }
    }

    private synchronized void stopping(EventStream from, RecordedEvent event) {
        if (from != heard) {
            return;
        }
        if (begun.size() > MOST_OPEN) {
            begun.clear(); // ends that never came
        }
        begun.put(event.getLong("safepointId"), event.getStartTime());
    }

    private synchronized void released(EventStream from, RecordedEvent event) {
        if (from != heard) {
            return;
        }
        Instant start = begun.remove(event.getLong("safepointId"));
        if (start != null && safepoints.add(event)) {
            tell(Cause.SAFEPOINT, start, Duration.between(start, event.getEndTime()));
        }
    }

    private synchronized boolean isMarked() {
        return marked;
    }

    private synchronized void marked(EventStream from) {
        marked |= from == heard;
    }

    private void tell(Cause cause, Instant start, Duration duration) {
        long startNs = nanoTime(start);
        listener.paused(cause, startNs, startNs + duration.toNanos());
    }

    /** The clocks are compared anew each time, as one of them may be set; and again when this thread was held up meanwhile. */
    private static long nanoTime(Instant instant) {
        long nearestNs = 0;
        long leastNs = Long.MAX_VALUE;
        for (int look = 0; look < MOST_LOOKS && leastNs > CLOSE_NS; look++) {
            long beforeNs = System.nanoTime();
            Instant now = Instant.now();
            long tookNs = System.nanoTime() - beforeNs;
            if (tookNs < leastNs) {
                leastNs = tookNs;
                nearestNs =
                        beforeNs + tookNs / 2 - Duration.between(instant, now).toNanos();
            }
        }
        return nearestNs;
    }
}
