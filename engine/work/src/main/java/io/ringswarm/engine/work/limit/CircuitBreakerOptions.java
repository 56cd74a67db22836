package io.ringswarm.engine.work.limit;

import io.ringswarm.engine.config.Faults;
import java.time.Duration;

/**
 * When a worker's circuit breaker opens, and how it closes again.
 *
 * @param windowCalls of how many of the last calls the rates are: 1 to 4096
 * @param minCalls with fewer in the window it does not open: 1 to {@code windowCalls}
 * @param failurePercent it opens when so many of a hundred failed, or more: 1 to 100
 * @param slowPercent it opens when so many of a hundred were slow, or more: 1 to 100
 * @param slowAfter a call that took longer is slow, whether it failed or not
 * @param openFor how long it lets nothing through
 * @param trials how many calls it then lets through, whose outcome decides: 1 to {@code windowCalls}
 */
public record CircuitBreakerOptions(
        int windowCalls,
        int minCalls,
        int failurePercent,
        int slowPercent,
        Duration slowAfter,
        Duration openFor,
        int trials) {
    private static final int LARGEST_WINDOW = 4096;
    private static final int HUNDRED = 100;
    private static final CircuitBreakerOptions STANDARD =
            new CircuitBreakerOptions(50, 10, 50, 100, Duration.ofSeconds(60), Duration.ofSeconds(10), 3);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a part is out of its range; names all that are
     */
    public CircuitBreakerOptions {
        Faults faults = new Faults();
        faults.range("windowCalls", windowCalls, 1, LARGEST_WINDOW);
        faults.range("minCalls", minCalls, 1, windowCalls);
        faults.range("failurePercent", failurePercent, 1, HUNDRED);
        faults.range("slowPercent", slowPercent, 1, HUNDRED);
        faults.countable("slowAfter", slowAfter);
        faults.countable("openFor", openFor);
        faults.range("trials", trials, 1, windowCalls);
        faults.throwIfAny();
    }

    /**
     * Opens when half of the last 50 calls failed, or all took more than 60 s, from 10 calls on; for 10 s; then 3 trials.
     *
     * @return what holds unless said otherwise
     */
    public static CircuitBreakerOptions standard() {
        return STANDARD;
    }

    /**
     * The same, with another window.
     *
     * @param calls of how many of the last calls the rates are
     * @param least with fewer in the window it does not open
     * @return the options
     * @throws IllegalArgumentException when one is out of its range; names all that are
     */
    public CircuitBreakerOptions withWindow(int calls, int least) {
        return new CircuitBreakerOptions(calls, least, failurePercent, slowPercent, slowAfter, openFor, trials);
    }

    /**
     * The same, opening at another rate of failures.
     *
     * @param percent of calls that failed
     * @return the options
     * @throws IllegalArgumentException when it is out of its range
     */
    public CircuitBreakerOptions withFailures(int percent) {
        return new CircuitBreakerOptions(windowCalls, minCalls, percent, slowPercent, slowAfter, openFor, trials);
    }

    /**
     * The same, opening at another rate of slow calls.
     *
     * @param percent of calls that were slow
     * @param longerThan what slow is
     * @return the options
     * @throws IllegalArgumentException when one is out of its range; names all that are
     */
    public CircuitBreakerOptions withSlowCalls(int percent, Duration longerThan) {
        return new CircuitBreakerOptions(windowCalls, minCalls, failurePercent, percent, longerThan, openFor, trials);
    }

    /**
     * The same, closing otherwise.
     *
     * @param wait how long it lets nothing through
     * @param calls how many it then lets through, whose outcome decides
     * @return the options
     * @throws IllegalArgumentException when one is out of its range; names all that are
     */
    public CircuitBreakerOptions withTrials(Duration wait, int calls) {
        return new CircuitBreakerOptions(windowCalls, minCalls, failurePercent, slowPercent, slowAfter, wait, calls);
    }

    boolean exceeded(CallWindow window) {
        long calls = window.calls();
        return (long) window.failed() * HUNDRED >= calls * failurePercent
                || (long) window.slow() * HUNDRED >= calls * slowPercent;
    }
}
