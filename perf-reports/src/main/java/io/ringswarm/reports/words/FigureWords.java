package io.ringswarm.reports.words;

import io.ringswarm.reports.run.LoadFigure;
import java.util.Locale;

/** What a load has measured, in words. */
public final class FigureWords {
    private static final String BYTES = "B";

    private FigureWords() {}

    /**
     * The name of a figure for people.
     *
     * @param name in camel case, such as {@code bytesPerAgent}
     * @return such as {@code Bytes per agent}, {@code Spawn 100}
     */
    public static String name(String name) {
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /**
     * A value of a figure with its unit.
     *
     * @param figure the figure
     * @param value one of its values; null when not known
     * @return such as {@code 84.2 ms}, {@code 312 B}, {@code –}
     */
    public static String value(LoadFigure figure, Double value) {
        if (value == null) {
            return "–";
        }
        return BYTES.equals(figure.unit()) ? Quantity.bytes(value) : Quantity.time(value);
    }
}
