package io.ringswarm.engine.work.wire;

import java.util.Objects;

/** What a throwable says, whatever its own methods do. Any thread. */
public final class ThrownText {
    private ThrownText() {}

    /**
     * A throwable in words, for people.
     *
     * @param thrown what was thrown, maybe by code that is not to be trusted
     * @return what its {@code toString} says; its class's name when that throws or says null
     */
    public static String of(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            return Objects.requireNonNullElse(thrown.toString(), name);
        } catch (Throwable e) {
            return name;
        }
    }
}
