package io.ringswarm.engine.lifecycle;

/** Says what was thrown, also of exceptions whose own words throw. */
public final class FaultText {
    private FaultText() {}

    /**
     * The class and the message.
     *
     * @param thrown what was thrown
     * @return its {@code toString}, or its class's name when that throws
     */
    public static String of(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable unspeakable) {
            return thrown.getClass().getName() + " (whose message throws "
                    + unspeakable.getClass().getName() + ")";
        }
    }
}
