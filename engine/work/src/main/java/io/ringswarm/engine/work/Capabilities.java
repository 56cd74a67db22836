package io.ringswarm.engine.work;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What workers can do, kinds of task and tags, and the bit that stands for each. Any thread. */
final class Capabilities {
    static final int MAX = Long.SIZE;

    private final Map<String, Integer> bits = new LinkedHashMap<>();
    private int used;

    /** The bit of a new kind of task, which no tag has. */
    synchronized long makeKind(String name) {
        requireRoom(1, "kind " + name);
        return 1L << used++;
    }

    /** The bits of tags, each made when it is new; all or none. */
    synchronized long make(Collection<String> tags) {
        Set<String> fresh = new LinkedHashSet<>(tags);
        fresh.removeAll(bits.keySet());
        requireRoom(fresh.size(), fresh.toString());
        for (String tag : fresh) {
            bits.put(tag, used++);
        }
        return of(tags);
    }

    private void requireRoom(int wanted, String what) {
        if (used + wanted > MAX) {
            throw new IllegalArgumentException("capability=" + what + " (expected: one of the " + MAX
                    + " that there may be, kinds of task included: " + (used - bits.size()) + " kinds, " + bits.keySet()
                    + ")");
        }
    }

    /** The first tag that no worker was ever hired with; null when there is none. */
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
