package io.ringswarm.engine.work;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of what workers can do, and the bit that stands for each. Any thread. */
final class Capabilities {
    static final int MAX = Long.SIZE;

    private final Map<String, Integer> bits = new LinkedHashMap<>();

    /** The bits of names, each made when it is new. */
    synchronized long make(Collection<String> names) {
        long mask = 0;
        for (String name : names) {
            Integer bit = bits.get(name);
            if (bit == null) {
                if (bits.size() == MAX) {
                    throw new IllegalArgumentException("capability=" + name + " (expected: one of the " + MAX
                            + " that there may be, kinds of task included: " + bits.keySet() + ")");
                }
                bit = bits.size();
                bits.put(name, bit);
            }
            mask |= 1L << bit;
        }
        return mask;
    }

    /** The first name that no worker and no kind was ever made with; null when there is none. */
    synchronized String unknown(Collection<String> names) {
        for (String name : names) {
            if (!bits.containsKey(name)) {
                return name;
            }
        }
        return null;
    }

    /** The bits of known names. */
    synchronized long of(Collection<String> names) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << bits.get(name);
        }
        return mask;
    }
}
