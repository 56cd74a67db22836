package io.ringswarm.engine.work.limit;

import io.ringswarm.engine.config.Faults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named resources of which tasks need permits while they run, such as connections, a licence or a graphics card. Each has a
 * number, 0 and up in the order of declaration, and a bit for it; a task's needs are a mask of bits, resolved once from names.
 * A task gets one permit of each of them or none at all, so that tasks never hold some and wait for others.
 *
 * <p>Whoever releases says when a task has ended. The desk does so when it ends or is given up, though a function that does not
 * heed its interrupt may still run then: permits bound what was started and not given up, and are no mutual exclusion.
 *
 * <p>Confined to one thread. Acquiring and releasing allocate nothing.
 */
public final class Semaphores {
    /** How many can be declared. */
    public static final int MAX = Long.SIZE;

    private final Map<String, Integer> ids;
    private final String[] names;
    private final int[] permits;
    private final int[] available;
    private final long[] acquired;
    private final long[] refused;
    private final long declaredMask;
    private long exhaustedMask;

    private Semaphores(Map<String, Integer> permitsByName) {
        int size = permitsByName.size();
        ids = new LinkedHashMap<>();
        names = permitsByName.keySet().toArray(String[]::new);
        permits = permitsByName.values().stream().mapToInt(Integer::intValue).toArray();
        available = permits.clone();
        acquired = new long[size];
        refused = new long[size];
        for (int id = 0; id < size; id++) {
            ids.put(names[id], id);
        }
        declaredMask = size == 0 ? 0 : -1L >>> Long.SIZE - size;
    }

    /**
     * Begins to declare.
     *
     * @return a builder without semaphores
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * None: only tasks that need nothing.
     *
     * @return semaphores of which none is declared
     */
    public static Semaphores none() {
        return builder().build();
    }

    /**
     * Takes one permit of each semaphore in the mask, or none at all.
     *
     * @param mask {@link #mask}; 0 for a task that needs none
     * @return false when at least one has no permit left
     * @throws IllegalArgumentException when the mask has a bit that stands for no semaphore
     */
    public boolean tryAcquire(long mask) {
        checkDeclared(mask);
        long inTheWay = mask & exhaustedMask;
        if (inTheWay != 0) {
            for (long left = inTheWay; left != 0; left &= left - 1) {
                refused[Long.numberOfTrailingZeros(left)]++;
            }
            return false;
        }
        for (long left = mask; left != 0; left &= left - 1) {
            int id = Long.numberOfTrailingZeros(left);
            acquired[id]++;
            if (--available[id] == 0) {
                exhaustedMask |= 1L << id;
            }
        }
        return true;
    }

    /**
     * Gives back one permit of each semaphore in the mask, or none at all when it fails.
     *
     * @param mask as acquired
     * @throws IllegalArgumentException when the mask has a bit that stands for no semaphore
     * @throws IllegalStateException when one of them has no permit out; names it, and nothing is given back
     */
    public void release(long mask) {
        checkDeclared(mask);
        for (long left = mask; left != 0; left &= left - 1) {
            int id = Long.numberOfTrailingZeros(left);
            if (available[id] == permits[id]) {
                throw new IllegalStateException("semaphore " + names[id]
                        + " released more often than acquired (permits=" + permits[id] + ", all available)");
            }
        }
        for (long left = mask; left != 0; left &= left - 1) {
            available[Long.numberOfTrailingZeros(left)]++;
        }
        exhaustedMask &= ~mask;
    }

    private void checkDeclared(long mask) {
        if ((mask & ~declaredMask) != 0) {
            throw new IllegalArgumentException("mask=0x" + Long.toHexString(mask) + " (expected: bits within 0x"
                    + Long.toHexString(declaredMask) + ", of " + List.of(names) + ")");
        }
    }

    /**
     * The number of a semaphore. For set-up: it looks the name up.
     *
     * @param name as declared
     * @return 0 and up
     * @throws IllegalArgumentException when there is none of that name; says which there are
     */
    public int id(String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("semaphore=" + name + " (expected: one of " + List.of(names) + ")");
        }
        return id;
    }

    /**
     * The mask of a task's needs. For set-up: it looks the names up.
     *
     * @param needed names as declared; one that comes twice counts once
     * @return a bit for each, at {@link #id}
     * @throws IllegalArgumentException when there is none of such a name; says which there are
     */
    public long mask(Collection<String> needed) {
        long mask = 0;
        for (String name : needed) {
            mask |= 1L << id(name);
        }
        return mask;
    }

    /**
     * How many semaphores there are.
     *
     * @return 0 to {@link #MAX}
     */
    public int size() {
        return names.length;
    }

    /**
     * A semaphore's name.
     *
     * @param id 0 to {@link #size()} - 1
     * @return as declared
     */
    public String name(int id) {
        return names[id];
    }

    /**
     * How many permits a semaphore has.
     *
     * @param id 0 to {@link #size()} - 1
     * @return as declared
     */
    public int permits(int id) {
        return permits[id];
    }

    /**
     * How many permits of a semaphore can be had now.
     *
     * @param id 0 to {@link #size()} - 1
     * @return 0 to {@link #permits}
     */
    public int available(int id) {
        return available[id];
    }

    /**
     * How many permits of a semaphore were given so far.
     *
     * @param id 0 to {@link #size()} - 1
     * @return permits since the beginning
     */
    public long acquired(int id) {
        return acquired[id];
    }

    /**
     * How often a semaphore had no permit for who asked.
     *
     * @param id 0 to {@link #size()} - 1
     * @return calls since the beginning; a task that asks again counts again
     */
    public long refused(int id) {
        return refused[id];
    }

    /** Declares semaphores. Confined to one thread. */
    public static final class Builder {
        private final Map<String, Integer> permitsByName = new LinkedHashMap<>();
        private final List<String> twice = new ArrayList<>();

        private Builder() {}

        /**
         * Declares one. What is wrong with it, {@link #build()} says.
         *
         * @param name not blank, and not declared before
         * @param permits 1 and up
         * @return this
         */
        public Builder declare(String name, int permits) {
            if (permitsByName.putIfAbsent(name, permits) != null) {
                twice.add(name);
            }
            return this;
        }

        /**
         * Makes them, all permits available.
         *
         * @return the semaphores
         * @throws IllegalArgumentException when there are too many, or names or permits are wrong; names all that are
         */
        public Semaphores build() {
            Faults faults = new Faults();
            faults.range("semaphores", permitsByName.size(), 0, MAX);
            permitsByName.forEach((name, permits) -> {
                if (name == null || name.isBlank()) {
                    faults.add("semaphore", name, "a name that is not blank");
                }
                faults.range("permits of " + name, permits, 1, Integer.MAX_VALUE);
            });
            twice.forEach(name -> faults.add("semaphore", name, "to be declared once"));
            faults.throwIfAny();
            return new Semaphores(permitsByName);
        }
    }
}
