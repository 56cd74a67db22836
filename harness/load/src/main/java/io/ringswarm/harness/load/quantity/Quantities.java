package io.ringswarm.harness.load.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads quantities. Each method answers null for what it cannot read, so that the caller can say where the text stood and
 * what it expected.
 */
public final class Quantities {
    private static final Pattern PARTS = Pattern.compile("([0-9][0-9_]*(?:\\.[0-9]+)?)\\s*([A-Za-z\u00b5\u03bc]*)");
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private Quantities() {}

    /**
     * A number with an optional scale, for example {@code 100}, {@code 2.5k}, {@code 1M}.
     *
     * @param text any text
     * @return the number, 0 or more, or null
     */
    public static Double number(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            return null;
        }
        BigDecimal scale = scale(parts.group(2));
        return scale == null ? null : (Double) digits(parts).multiply(scale).doubleValue();
    }

    /**
     * A whole number with an optional scale.
     *
     * @param text any text
     * @return the number, 0 or more, or null, also when it is not whole or above the range of a long
     */
    public static Long count(String text) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            return null;
        }
        BigDecimal scale = scale(parts.group(2));
        return scale == null ? null : whole(digits(parts).multiply(scale));
    }

    /**
     * A span of time, for example {@code 10s}, {@code 500ms}, {@code 20us}, {@code 2min}.
     *
     * @param text any text
     * @param bare the unit of a number without one
     * @return nanoseconds, 0 or more, rounded to the nearest, or null
     */
    public static Long timeNs(String text, TimeUnitName bare) {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            return null;
        }
        TimeUnitName unit = parts.group(2).isEmpty() ? bare : TimeUnitName.of(parts.group(2));
        if (unit == null) {
            return null;
        }
        BigDecimal nanos = digits(parts).multiply(BigDecimal.valueOf(unit.nanos()));
        return whole(nanos.setScale(0, RoundingMode.HALF_UP));
    }

    private static BigDecimal digits(Matcher parts) {
        return new BigDecimal(parts.group(1).replace("_", ""));
    }

    private static BigDecimal scale(String suffix) {
        return switch (suffix) {
            case "" -> BigDecimal.ONE;
            case "k", "K" -> BigDecimal.valueOf(1_000);
            case "M" -> BigDecimal.valueOf(1_000_000);
            case "G" -> BigDecimal.valueOf(1_000_000_000);
            default -> null;
        };
    }

    private static Long whole(BigDecimal value) {
        boolean fits = value.stripTrailingZeros().scale() <= 0 && value.compareTo(MAX_LONG) <= 0;
        return fits ? (Long) value.longValueExact() : null;
    }
}
