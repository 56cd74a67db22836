package io.ringswarm.engine.router;

import io.ringswarm.engine.AgentRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Agents on a circle of 64-bit hashes, each at many points that follow from its name alone: so a key's agent stays the same
 * over restarts of the process, and changes for few keys when others come or go. Immutable.
 */
final class HashRing {
    /** So many that the shares of two agents differ little: by 1/sqrt(128) = 9 % of a share, one standard deviation. */
    private static final int POINTS_OF_EACH = 128;

    private final long[] points;
    private final AgentRef[] owners;

    HashRing(AgentRef[] agents) {
        int count = agents.length * POINTS_OF_EACH;
        long[] unsorted = new long[count];
        for (int i = 0; i < count; i++) {
            unsorted[i] = StableHash.mix(StableHash.of(agents[i / POINTS_OF_EACH].name()) + i % POINTS_OF_EACH);
        }
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong(i -> unsorted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        points = Arrays.stream(order).mapToLong(i -> unsorted[i]).toArray();
        owners = Arrays.stream(order).mapToObj(i -> agents[i / POINTS_OF_EACH]).toArray(AgentRef[]::new);
    }

    /** Where a key lies: the first point that is not before its hash. */
    int find(long key) {
        int found = Arrays.binarySearch(points, StableHash.mix(key));
        int at = found >= 0 ? found : -found - 1;
        return at == points.length ? 0 : at;
    }

    int points() {
        return points.length;
    }

    /** The agent at a point, or at one that many points further round. */
    AgentRef owner(int point, int further) {
        return owners[(point + further) % owners.length];
    }
}
