package io.ringswarm.engine.work.routing;

/** Workers and tasks as a {@link Simulation} has them. Times in ns; what is not set is plain. */
final class Setting {
    final String name;
    final int workers;
    final int tasks;

    /** Work that comes in a second over work that all workers together can do in a second. */
    double load = 0.7;

    /** How many times as fast as the slowest the fastest worker is. */
    double speedSpread = 1;

    /** The exponent of Pareto task times, 0 for exponential ones. */
    double tail;

    /** Whether a fifth of the time the rate is twice the mean. */
    boolean bursts;

    /** Whether worker 0 is a fifth as fast from 40 to 60 % of the run. */
    boolean slowPhase;

    /** Affinity keys, the first ones the most frequent (Zipf, 1); 0 for none. */
    int keys;

    /** Whether there are four kinds of task, three workers in four can do one only, and that three times as fast. */
    boolean skills;

    /** Each how many-th worker fails one task in five, and the faster for it; 0 for none. */
    int failing;

    Setting(String name, int workers, int tasks) {
        this.name = name;
        this.workers = workers;
        this.tasks = tasks;
    }

    Setting load(double share) {
        load = share;
        return this;
    }

    Setting speedSpread(double times) {
        speedSpread = times;
        return this;
    }

    Setting tail(double exponent) {
        tail = exponent;
        return this;
    }

    Setting bursts() {
        bursts = true;
        return this;
    }

    Setting slowPhase() {
        slowPhase = true;
        return this;
    }

    Setting keys(int number) {
        keys = number;
        return this;
    }

    Setting skills() {
        skills = true;
        return this;
    }

    Setting failing(int eachOf) {
        failing = eachOf;
        return this;
    }
}
