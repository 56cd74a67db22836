package io.ringswarm.reports.export;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/** Numbers as decimals without an exponent, the same text on every JDK and in every language. */
final class Decimals {
    private static final int NANOS_IN_A_SECOND_DIGITS = 9;

    private Decimals() {}

    /** The shortest decimal that gives the same double when it is read. */
    static String of(double value) {
        return plain(exact(value));
    }

    /** All nine digits, so that the nanoseconds can be told again. */
    static String seconds(long ns) {
        return plain(BigDecimal.valueOf(ns, NANOS_IN_A_SECOND_DIGITS));
    }

    /** Of nanoseconds that are no whole number. */
    static String seconds(double ns) {
        return plain(exact(ns).scaleByPowerOfTen(-NANOS_IN_A_SECOND_DIGITS));
    }

    /** What a number of samples took together, given their mean. */
    static String sumInSeconds(double meanNs, long count) {
        return plain(exact(meanNs).multiply(BigDecimal.valueOf(count)).scaleByPowerOfTen(-NANOS_IN_A_SECOND_DIGITS));
    }

    /** The decimal that {@link #of} writes. */
    static BigDecimal exact(double value) {
        // The JDK's own text of a double changed with 19.
        return new BigDecimal(NumberOutput.toString(value, true));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
