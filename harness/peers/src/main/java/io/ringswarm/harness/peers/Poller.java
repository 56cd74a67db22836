package io.ringswarm.harness.peers;

import java.util.function.IntSupplier;

/** A thread that drains a queue into a receiver, batch after batch, and spins while there is nothing. */
final class Poller {
    private final Thread thread;
    private volatile boolean stopped;

    /** Starts to poll. The drain gives what is there to the receiver and returns how many there were. */
    Poller(Receiver receiver, IntSupplier drain) {
        thread = new Thread(() -> poll(receiver, drain), "peer-consumer");
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Ends the thread after its batch. */
    void close() {
        stopped = true;
        Threads.join(thread);
    }

    private void poll(Receiver receiver, IntSupplier drain) {
        while (!stopped) {
            int drained = drain.getAsInt();
            receiver.end();
            if (drained == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
