package io.ringswarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sender reads with every message shares no pair of cache lines with what lies before or behind it in memory. */
@Timeout(10)
class FieldLayoutTest {
    /** Processors fetch cache lines of 64 bytes in pairs. */
    private static final long PADDING_BYTES = 128;

    static List<Arguments> readByAll() {
        return List.of(
                Arguments.of(AgentRef.class, Set.of("name", "address", "engine", "router", "admission")),
                Arguments.of(Lifecycle.class, Set.of("state")),
                Arguments.of(Doorbell.class, Set.of("parked")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readByAll")
    void shouldKeepReadFieldsAwayFromTheObjectsEnds(Class<?> type, Set<String> names) throws Exception {
        List<Field> fields = instanceFields(type);
        assertThat(fields).extracting(Field::getName).containsAll(names);
        long start = Long.MAX_VALUE;
        long end = 0;
        long objectEnd = 0;
        for (Field field : fields) {
            long offset = offsetOf(field);
            long fieldEnd = offset + sizeOf(field.getType());
            objectEnd = Math.max(objectEnd, fieldEnd);
            if (names.contains(field.getName())) {
                start = Math.min(start, offset);
                end = Math.max(end, fieldEnd);
            }
        }

        assertThat(start).as("bytes from the object's first to the fields").isGreaterThanOrEqualTo(PADDING_BYTES);
        assertThat(objectEnd - end)
                .as("bytes from the fields to the object's end")
                .isGreaterThanOrEqualTo(PADDING_BYTES);
    }

    private static List<Field> instanceFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Reflection keeps the compiler from warning of a class that has no replacement for this. */
    private static long offsetOf(Field field) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Method offset = type.getMethod("objectFieldOffset", Field.class);
        return (long) offset.invoke(instance.get(null), field);
    }

    private static long sizeOf(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        return type == boolean.class || type == byte.class ? 1 : Integer.BYTES;
    }
}
