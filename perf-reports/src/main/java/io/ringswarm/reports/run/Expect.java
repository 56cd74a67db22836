package io.ringswarm.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks of the components of a report: what gets past them can be written as JSON and read back. */
final class Expect {
    private Expect() {}

    static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + "=null (expected: a value)");
        }
        return value;
    }

    static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: a text that is not blank)");
        }
        return value;
    }

    static Double finite(String name, Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    name + "=" + value + " (expected: a finite number, or null when not measured)");
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!Double.isFinite(value) || value <= 0) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: a finite number above 0)");
        }
        return value;
    }

    static Double notNegative(String name, Double value) {
        finite(name, value);
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 0 or more)");
        }
        return value;
    }

    static Long notNegative(String name, Long value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 0 or more)");
        }
        return value;
    }

    static Integer notNegative(String name, Integer value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 0 or more)");
        }
        return value;
    }

    static Double share(String name, Double value) {
        notNegative(name, value);
        if (value != null && value > 1) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 0 to 1)");
        }
        return value;
    }

    static <T> List<T> list(String name, List<T> values) {
        List<T> copy = new ArrayList<>(present(name, values));
        if (copy.contains(null)) {
            throw new IllegalArgumentException(name + "=" + copy + " (expected: no null among the elements)");
        }
        return Collections.unmodifiableList(copy);
    }

    /** A copy that keeps the order of the entries, so that a report is written the same way twice. */
    static <T> Map<String, T> map(String name, Map<String, T> entries) {
        Map<String, T> copy = new LinkedHashMap<>(present(name, entries));
        if (copy.containsKey(null) || copy.containsValue(null)) {
            throw new IllegalArgumentException(name + "=" + copy + " (expected: no null key and no null value)");
        }
        return Collections.unmodifiableMap(copy);
    }

    /** Counts by name, in the order given. */
    static Map<String, Long> counts(String name, Map<String, Long> entries) {
        Map<String, Long> copy = map(name, entries);
        copy.forEach((key, count) -> {
            text(name, key);
            notNegative(name + "." + key, count);
        });
        return copy;
    }
}
