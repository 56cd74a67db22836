package io.ringswarm.engine.idle;

/**
 * The default: spins a little, yields a little, then parks until a publisher rings. Under load it never gets as far as
 * parking; idle, it uses next to nothing.
 */
public final class Backoff implements IdleStrategy {
    private static final int DEFAULT_SPINS = 400;
    private static final int DEFAULT_YIELDS = 50;

    private final int spins;
    private final int yields;
    private int idles;

    /** Spins and yields for some tens of microseconds before parking. */
    public Backoff() {
        this(Runtime.getRuntime().availableProcessors() > 1 ? DEFAULT_SPINS : 0, DEFAULT_YIELDS);
    }

    /**
     * A wait of given length before parking.
     *
     * @param spins how often to spin, with the processor's hint
     * @param yields how often to yield after that
     * @throws IllegalArgumentException when either is negative
     */
    public Backoff(int spins, int yields) {
        if (spins < 0 || yields < 0) {
            throw new IllegalArgumentException("spins=" + spins + ", yields=" + yields + " (expected: 0 or more)");
        }
        this.spins = spins;
        this.yields = yields;
    }

    @Override
    public void idle(Doorbell doorbell) {
        if (idles < spins) {
            idles++;
            Thread.onSpinWait();
        } else if (idles < spins + yields) {
            idles++;
            Thread.yield();
        } else {
            doorbell.park();
        }
    }

    @Override
    public void reset() {
        idles = 0;
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public boolean occupiesCore() {
        return false;
    }
}
