package io.ringswarm.reports.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Quantities as people read them: three significant digits, a unit that fits, thousands grouped by commas. */
public final class Quantity {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final MathContext MEANT_DIGITS = new MathContext(15, RoundingMode.HALF_UP);
    private static final String[] TIME_UNITS = {"ns", "µs", "ms", "s"};
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final String[] SHORT_SCALES = {"", "k", "M", "G", "T"};

    private Quantity() {}

    /**
     * A time span.
     *
     * @param ns nanoseconds
     * @return such as {@code 842 ns}, {@code 18.4 µs}, {@code 10 ms}, {@code 75 s}
     */
    public static String time(double ns) {
        return scaled(ns, 1000, TIME_UNITS, " ");
    }

    /**
     * An amount of memory.
     *
     * @param bytes bytes
     * @return such as {@code 64 B}, {@code 0.42 B}, {@code 1.5 GiB}
     */
    public static String bytes(double bytes) {
        return scaled(bytes, 1024, BYTE_UNITS, " ");
    }

    /**
     * A whole number.
     *
     * @param count the number
     * @return such as {@code 1,100,000}
     */
    public static String count(long count) {
        return grouped(count);
    }

    /**
     * A rate, whole from 100 on.
     *
     * @param perSecond events per second
     * @return the number without a unit, such as {@code 110,000} or {@code 4.25}
     */
    public static String rate(double perSecond) {
        return Math.abs(perSecond) >= 100 ? grouped(Math.round(perSecond)) : number(perSecond);
    }

    /**
     * Any number, three significant digits.
     *
     * @param value the number
     * @return such as {@code 0.42}, {@code 543}, {@code 1,230}
     */
    public static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return number(decimal(value));
    }

    /**
     * A share of a whole. What is not all or nothing is not rounded to it.
     *
     * @param share 0 to 1
     * @return such as {@code 42.1 %}, {@code 99.998 %}
     */
    public static String share(double share) {
        return percent(100 * share) + " %";
    }

    /**
     * A number for an axis.
     *
     * @param value the number
     * @return such as {@code 0}, {@code 500}, {@code 120k}, {@code 2.5M}
     */
    public static String axis(double value) {
        return scaled(value, 1000, SHORT_SCALES, "");
    }

    static String percent(double percent) {
        if (percent > 99 && percent < 100) {
            BigDecimal missing = new BigDecimal(100 - percent).round(THREE_DIGITS);
            return new BigDecimal(100).subtract(missing).stripTrailingZeros().toPlainString();
        }
        return number(percent);
    }

    /** Rounds before it chooses the unit, so that 999.9 µs are 1 ms and not 1,000 µs. */
    private static String scaled(double value, int step, String[] units, String gap) {
        int unit = 0;
        BigDecimal left = decimal(value);
        while (unit < units.length - 1 && left.abs().round(THREE_DIGITS).compareTo(BigDecimal.valueOf(step)) >= 0) {
            left = left.divide(BigDecimal.valueOf(step), MEANT_DIGITS);
            unit++;
        }
        return number(left) + gap + units[unit];
    }

    /** The decimal that was meant: 5.435 is not rounded down for being 5.43499999999999961 in binary. */
    private static BigDecimal decimal(double value) {
        return new BigDecimal(value).round(MEANT_DIGITS);
    }

    private static String number(BigDecimal value) {
        DecimalFormat format = new DecimalFormat("#,##0.#########", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(value.round(THREE_DIGITS));
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
