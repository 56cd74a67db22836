package io.ringswarm.codecs.wire;

import java.lang.management.ManagementFactory;
import java.lang.reflect.AccessibleObject;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.core.Jvm;

/** The JVM flags without which Chronicle fails, prints to stderr, or takes slow paths for text. */
final class JvmFlags {
    private static final String OPEN_REFLECT = "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED";
    private static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final int FIRST_TO_RESTRICT_UNSAFE = 24;

    private JvmFlags() {}

    /** Fails when a flag is missing, before Chronicle's classes are initialised. */
    static void require() {
        List<String> missing = new ArrayList<>();
        if (!AccessibleObject.class.getModule().isOpen("java.lang.reflect", Jvm.class.getModule())) {
            missing.add(OPEN_REFLECT);
        }
        if (Runtime.version().feature() >= FIRST_TO_RESTRICT_UNSAFE && !launchedWith(ALLOW_UNSAFE)) {
            missing.add(ALLOW_UNSAFE);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Chronicle Wire needs JVM flags that are missing; add: "
                    + String.join(" ", missing) + " (bodies in a fixed layout need none)");
        }
    }

    private static boolean launchedWith(String flag) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(flag);
    }
}
