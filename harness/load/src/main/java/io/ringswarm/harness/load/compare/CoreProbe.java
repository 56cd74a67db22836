package io.ringswarm.harness.load.compare;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a cache line takes from one core to another and back. On shared machines it moves by a factor of eight from one
 * minute to the next, and every throughput with it: samples taken on either side of such a move are not comparable.
 */
final class CoreProbe {
    private static final int ROUNDS = 7;
    private static final int TRIPS = 20_000;

    private CoreProbe() {}

    /** The median round trip of some rounds, ns. */
    static double roundTripNs() {
        AtomicLong ping = new AtomicLong();
        AtomicLong pong = new AtomicLong();
        long trips = (long) ROUNDS * TRIPS;
        Thread echo = new Thread(() -> echo(ping, pong, trips), "core-probe");
        echo.setDaemon(true);
        echo.start();
        double[] rounds = new double[ROUNDS];
        long trip = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long startNs = System.nanoTime();
            for (int i = 0; i < TRIPS; i++) {
                trip++;
                ping.set(trip);
                await(pong, trip);
            }
            rounds[round] = (double) (System.nanoTime() - startNs) / TRIPS;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static void echo(AtomicLong ping, AtomicLong pong, long trips) {
        for (long trip = 1; trip <= trips; trip++) {
            await(ping, trip);
            pong.set(trip);
        }
    }

    private static void await(AtomicLong value, long expected) {
        while (value.get() != expected) {
            Thread.onSpinWait();
        }
    }
}
