package io.ringswarm.codecs.wire;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.core.Jvm;

/** The JVM flags without which Chronicle fails or prints to stderr. */
final class JvmFlags {
    private static final Module BASE = Object.class.getModule();
    private static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final int FIRST_TO_RESTRICT_UNSAFE = 24;

    private JvmFlags() {}

    /** Fails when a flag is missing, before any of Chronicle's classes is initialised. */
    static void require() {
        Module chronicle = Jvm.class.getModule();
        List<String> missing = new ArrayList<>();
        requireExported("sun.nio.ch", chronicle, missing);
        requireExported("jdk.internal.ref", chronicle, missing);
        if (!BASE.isOpen("java.lang.reflect", chronicle)) {
            missing.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        }
        if (Runtime.version().feature() >= FIRST_TO_RESTRICT_UNSAFE && !launchedWith(ALLOW_UNSAFE)) {
            missing.add(ALLOW_UNSAFE);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Chronicle Wire needs JVM flags that are missing; add: "
                    + String.join(" ", missing) + " (bodies in a fixed layout need none)");
        }
    }

    private static void requireExported(String packageName, Module chronicle, List<String> missing) {
        if (!BASE.isExported(packageName, chronicle)) {
            missing.add("--add-exports=java.base/" + packageName + "=ALL-UNNAMED");
        }
    }

    private static boolean launchedWith(String flag) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(flag);
    }
}
