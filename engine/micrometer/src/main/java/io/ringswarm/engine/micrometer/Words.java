package io.ringswarm.engine.micrometer;

import java.util.Locale;

/** Names as values of tags. */
final class Words {
    private Words() {}

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
