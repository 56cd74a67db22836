package io.ringswarm.harness.load.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody who mistyped a name may have meant. */
public final class NearestName {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    /** What swapping two letters costs. */
    private static final int TRANSPOSITION = 2;

    private NearestName() {}

    /**
     * The candidate that takes the fewest changes.
     *
     * @param typed what was given
     * @param candidates what exists
     * @return the nearest, or null when more than half of it would have to change
     */
    public static String to(String typed, Collection<String> candidates) {
        String plain = typed.toLowerCase(Locale.ROOT);
        String nearest = candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain, candidate)))
                .orElse(null);
        boolean near = nearest != null && distance(plain, nearest) <= Math.max(TRANSPOSITION, nearest.length() / 2);
        return near ? nearest : null;
    }

    /**
     * The nearest candidate as the end of a message.
     *
     * @param typed what was given
     * @param candidates what exists
     * @return {@code "; did you mean X?"}, or empty
     */
    public static String hint(String typed, Collection<String> candidates) {
        String nearest = to(typed, candidates);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /**
     * What was expected of somebody who was to choose a name, as a part of a message.
     *
     * @param typed what was given
     * @param candidates what exists
     * @return {@code "one of X, Y"}, and the nearest of them where one is near
     */
    public static String oneOf(String typed, Collection<String> candidates) {
        return "one of " + String.join(", ", candidates) + hint(typed, candidates);
    }

    private static int distance(String plain, String candidate) {
        return DISTANCE.apply(plain, candidate.toLowerCase(Locale.ROOT));
    }
}
