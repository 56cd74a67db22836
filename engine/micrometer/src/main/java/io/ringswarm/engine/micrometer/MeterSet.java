package io.ringswarm.engine.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The meters that one binder has in one registry. Any thread. */
final class MeterSet {
    private final MeterRegistry registry;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MeterSet(MeterRegistry registry) {
        this.registry = registry;
    }

    Meter gauge(String name, String unit, String description, Tags tags, DoubleSupplier value) {
        return add(Gauge.builder(name, value::getAsDouble)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    Meter counter(String name, String unit, String description, Tags tags, DoubleSupplier count) {
        // the registry holds its first argument weakly, but not the function
        return add(FunctionCounter.builder(name, count, weakly -> count.getAsDouble())
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    void remove(Meter meter) {
        if (meters.remove(meter)) {
            registry.remove(meter);
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        meters.forEach(this::remove);
    }

    private Meter add(Meter meter) {
        meters.add(meter);
        if (closed) {
            remove(meter);
        }
        return meter;
    }
}
