package io.ringswarm.engine.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/** Virtual threads where the JVM has them (Java 21 and newer), looked up by name, as this is compiled for 17. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /**
     * Makes a factory of virtual threads. Any thread may use it.
     *
     * @param namePrefix what each thread's name begins with; a number from 0 follows
     * @return null where the JVM has no virtual threads
     */
    public static ThreadFactory factoryOrNull(String namePrefix) {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class, long.class).invoke(builder, namePrefix, 0L);
            return (ThreadFactory) builderType.getMethod("factory").invoke(builder);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return null; // before 19
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof UnsupportedOperationException) {
                return null; // 19 and 20, where they are a preview that nobody has switched on
            }
            throw new IllegalStateException("no virtual threads though the JVM has them", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("no virtual threads though the JVM has them", e);
        }
    }
}
