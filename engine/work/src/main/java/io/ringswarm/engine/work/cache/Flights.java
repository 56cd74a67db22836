package io.ringswarm.engine.work.cache;

import java.util.Objects;
import org.agrona.collections.Object2ObjectHashMap;

/**
 * Tasks under way by content, so that of those that want the same at the same time one is done (single flight). The first to
 * join a flight leads it; those that follow get its end. When a leader leaves before its end, the follower that joined first
 * leads. All calls take constant time, save that joining reads the bytes. Allocates when there are more tasks at a time than
 * ever before, and for keys of more than {@value #KEPT_BYTES} bytes. Confined to one thread.
 *
 * <p>By idempotency key, it is the same: the key's bytes are the content.
 *
 * @param <E> the type of task
 */
public final class Flights<E> {
    /** Longer keys get their bytes anew each time. */
    static final int KEPT_BYTES = 4096;

    private final Object2ObjectHashMap<ContentKey, Flight<E>> open = new Object2ObjectHashMap<>();
    private final ContentHash hashing;
    private final ContentKey view;
    private Flight<E> freeFlight;
    private Seat<E> freeSeat;
    private int seated;

    /** No flights. */
    public Flights() {
        this(ContentHash.FOLDED);
    }

    Flights(ContentHash hashing) {
        this.hashing = hashing;
        view = new ContentKey(hashing);
    }

    /**
     * Joins the flight with this content; opens one when there is none.
     *
     * @param kind which kind of task
     * @param bytes where the payload is; copied when a flight is opened
     * @param offset where it starts
     * @param length how many bytes it has, 0 and up
     * @param task who joins
     * @return its seat, to be kept until {@link #leave}; {@link Seat#leads()} tells whether it is to be done
     * @throws IndexOutOfBoundsException when the payload is not within the bytes
     */
    public Seat<E> join(int kind, byte[] bytes, int offset, int length, E task) {
        Objects.requireNonNull(task, "task");
        Flight<E> flight;
        try {
            flight = open.get(view.view(kind, bytes, offset, length));
            if (flight == null) {
                flight = takeFlight();
                flight.key.take(view);
                flight.isOpen = true;
                open.put(flight.key, flight);
            }
        } finally {
            view.release(0);
        }
        Seat<E> seat = takeSeat();
        seat.task = task;
        seat.flight = flight;
        seat.previous = flight.last;
        if (flight.last == null) {
            flight.first = seat;
        } else {
            flight.last.next = seat;
        }
        flight.last = seat;
        flight.seats++;
        seated++;
        return seat;
    }

    /**
     * Takes the flight off, as its leader has ended: who joins from now on opens another one. Those aboard stay until they
     * {@link #leave}, the leader too.
     *
     * @param seat of any of them
     */
    public void close(Seat<E> seat) {
        Flight<E> flight = seat.flight;
        if (flight.isOpen) {
            flight.isOpen = false;
            open.remove(flight.key);
        }
    }

    /**
     * Leaves the flight. The seat is another one's from now on. When the last one leaves, the flight is closed.
     *
     * @param seat from {@link #join}, not left yet
     * @return the task that leads from now on, when the leader has left and one has followed it; null otherwise
     * @throws IllegalStateException when the seat was left already
     */
    public E leave(Seat<E> seat) {
        Flight<E> flight = seat.flight;
        if (flight == null) {
            throw new IllegalStateException("the seat was left already");
        }
        boolean led = flight.first == seat;
        if (led) {
            flight.first = seat.next;
        } else {
            seat.previous.next = seat.next;
        }
        if (flight.last == seat) {
            flight.last = seat.previous;
        } else {
            seat.next.previous = seat.previous;
        }
        flight.seats--;
        if (flight.first == null) {
            close(seat);
            flight.key.release(KEPT_BYTES);
            flight.nextFree = freeFlight;
            freeFlight = flight;
        }
        seat.task = null;
        seat.flight = null;
        seat.previous = null;
        seat.next = freeSeat;
        freeSeat = seat;
        seated--;
        return led && flight.first != null ? flight.first.task : null;
    }

    /**
     * How many flights can be joined.
     *
     * @return 0 and up
     */
    public int open() {
        return open.size();
    }

    /**
     * How many tasks are aboard, leaders and followers, of open flights and closed ones.
     *
     * @return 0 and up
     */
    public int seated() {
        return seated;
    }

    private Flight<E> takeFlight() {
        Flight<E> flight = freeFlight;
        if (flight == null) {
            return new Flight<>(new ContentKey(hashing));
        }
        freeFlight = flight.nextFree;
        flight.nextFree = null;
        return flight;
    }

    private Seat<E> takeSeat() {
        Seat<E> seat = freeSeat;
        if (seat == null) {
            return new Seat<>();
        }
        freeSeat = seat.next;
        seat.next = null;
        return seat;
    }

    private static final class Flight<E> {
        private final ContentKey key;
        private Seat<E> first;
        private Seat<E> last;
        private Flight<E> nextFree;
        private int seats;
        private boolean isOpen;

        Flight(ContentKey key) {
            this.key = key;
        }
    }

    /**
     * A task's place in a flight. Valid from {@link Flights#join} to {@link Flights#leave}, for the thread of the flights.
     *
     * @param <E> the type of task
     */
    public static final class Seat<E> {
        private E task;
        private Flight<E> flight;
        private Seat<E> previous;
        private Seat<E> next;

        private Seat() {}

        /**
         * Whether this task is the one to be done.
         *
         * @return false for one that follows
         */
        public boolean leads() {
            return flight.first == this;
        }

        /**
         * The task that is done for all.
         *
         * @return this seat's own when it leads
         */
        public E leader() {
            return flight.first.task;
        }

        /**
         * How many follow the leader.
         *
         * @return 0 and up
         */
        public int followers() {
            return flight.seats - 1;
        }
    }
}
