package io.ringswarm.codecs.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts refusals, by name for the first few: which templates hostile frames name must not cost memory for ever. */
final class RefusalLog {
    static final int MAX_NAMED = 64;

    private final LongAdder total = new LongAdder();
    private final ConcurrentMap<Key, LongAdder> named = new ConcurrentHashMap<>();

    void record(Refusal.Reason reason, int templateId, int majorVersion) {
        total.increment();
        Key key = new Key(reason, templateId, majorVersion);
        LongAdder count = named.get(key);
        if (count == null) {
            count = nameUnlessFull(key);
        }
        if (count != null) {
            count.increment();
        }
    }

    long total() {
        return total.sum();
    }

    List<Refusal> named() {
        List<Refusal> refusals = new ArrayList<>(named.size());
        named.forEach((key, count) ->
                refusals.add(new Refusal(key.reason(), key.templateId(), key.majorVersion(), count.sum())));
        refusals.sort(Comparator.comparingLong(Refusal::count)
                .reversed()
                .thenComparingInt(Refusal::templateId)
                .thenComparingInt(Refusal::majorVersion));
        return refusals;
    }

    private synchronized LongAdder nameUnlessFull(Key key) {
        return named.size() < MAX_NAMED ? named.computeIfAbsent(key, unused -> new LongAdder()) : named.get(key);
    }

    private record Key(Refusal.Reason reason, int templateId, int majorVersion) {}
}
