package io.ringswarm.harness.load.generate;

/**
 * How far behind its schedule a generator is because the engine refused what it offered. It grows while the engine
 * refuses, and is never more than the whole lag, so that it ends once the generator has caught up. What is left of the
 * lag is the generator's own. Confined to the generator's thread while it sends.
 */
final class Excuse {
    private long excusedNs;
    private long sinceNs;
    private boolean refusing;

    /** The engine has just refused something. */
    void refused(long nowNs) {
        accrue(nowNs);
        refusing = true;
        sinceNs = nowNs;
    }

    /** The engine has just accepted all that was offered, or nothing more will be. */
    void ended(long nowNs) {
        accrue(nowNs);
        refusing = false;
    }

    /** Whether any lag may be the engine's. */
    boolean isGiven() {
        return refusing || excusedNs > 0;
    }

    /** Forgets what is more than the lag of the oldest message that is outstanding. */
    void limit(long lagNs, long nowNs) {
        accrue(nowNs);
        excusedNs = Math.max(0, Math.min(excusedNs, lagNs));
    }

    /** The part of a lag that is the generator's own; none when refusals explain half of it, as they cost it work, too. */
    long ownNs(long lagNs, long nowNs) {
        if (lagNs <= 0) {
            return 0;
        }
        long excused = refusing ? excusedNs + nowNs - sinceNs : excusedNs;
        return excused >= lagNs / 2 ? 0 : lagNs - excused;
    }

    void reset() {
        refusing = false;
        excusedNs = 0;
    }

    private void accrue(long nowNs) {
        if (refusing) {
            excusedNs += nowNs - sinceNs;
            sinceNs = nowNs;
        }
    }
}
