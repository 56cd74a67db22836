package io.ringswarm.harness.load.kind;

import io.ringswarm.engine.lifecycle.FaultText;
import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.WorkloadClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * The user's own load: finds its class, makes it, and calls it. Whatever is wrong with it is refused in one line that names
 * the class. Confined to the run's thread, but for {@link #name}.
 */
final class CustomCode implements AutoCloseable {
    private static final int MOST_WORDS = 300;

    private final String name;
    private final CustomWorkload workload;
    private final URLClassLoader loader;

    private CustomCode(String name, CustomWorkload workload, URLClassLoader loader) {
        this.name = name;
        this.workload = workload;
        this.loader = loader;
    }

    /** Of an object that there is already. */
    static CustomCode of(CustomWorkload workload) {
        return new CustomCode(workload.getClass().getName(), workload, null);
    }

    /**
     * Makes one.
     *
     * @param written the class and where it is
     * @throws InvalidInputException when it cannot be made
     */
    static CustomCode load(WorkloadClass written) {
        URLClassLoader loader = new URLClassLoader(urls(written.classpath()), CustomCode.class.getClassLoader());
        CustomWorkload made = null;
        try {
            made = make(written, loader);
            return new CustomCode(written.name(), made, loader);
        } finally {
            if (made == null) {
                close(loader);
            }
        }
    }

    /** The class's name. Any thread. */
    String name() {
        return name;
    }

    CustomWorkload workload() {
        return workload;
    }

    /**
     * Calls the user's code.
     *
     * @param what is called, such as {@code create}
     * @param code calls it
     * @return what it returns, which is not null
     * @throws InvalidInputException when it throws or returns null
     */
    <T> T call(String what, Callable<T> code) {
        T result;
        try {
            result = code.call();
        } catch (Throwable e) {
            throw refused(name, what + " to return, but it threw " + words(e));
        }
        if (result == null) {
            throw refused(what + " to return something, and not null");
        }
        return result;
    }

    InvalidInputException refused(String expected) {
        return refused(name, expected);
    }

    /** What was thrown, in one line, also when it cannot say that itself. */
    static String words(Throwable thrown) {
        String line = FaultText.of(thrown).lines().findFirst().orElse("");
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "...";
    }

    /** Its classes cannot be loaded any more. */
    @Override
    public void close() {
        if (loader != null) {
            close(loader);
        }
    }

    private static CustomWorkload make(WorkloadClass written, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(written.name(), true, loader);
            if (!CustomWorkload.class.isAssignableFrom(type)) {
                throw refused(written.name(), "a class that implements " + CustomWorkload.class.getName());
            }
            Constructor<?> constructor = type.getConstructor();
            if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
                throw refused(written.name(), "a public class that is not abstract");
            }
            return (CustomWorkload) constructor.newInstance();
        } catch (ClassNotFoundException e) {
            throw refused(written.name(), "a class that is there, in " + places(written.classpath()));
        } catch (NoSuchMethodException e) {
            throw refused(written.name(), "a class with a public constructor without arguments");
        } catch (InvocationTargetException e) {
            throw refused(written.name(), "its constructor to return, but it threw " + words(e.getTargetException()));
        } catch (ExceptionInInitializerError e) {
            throw refused(written.name(), "a class that can be used, but it threw " + words(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw refused(written.name(), "a class that can be used, but " + words(e));
        }
    }

    private static InvalidInputException refused(String name, String expected) {
        return InvalidInputException.of("workload", name, expected);
    }

    private static String places(List<Path> classpath) {
        return classpath.isEmpty()
                ? "the harness itself; --classpath says where else to look"
                : classpath.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static URL[] urls(List<Path> classpath) {
        URL[] urls = new URL[classpath.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = classpath.get(i).toAbsolutePath().toUri().toURL();
            } catch (MalformedURLException e) {
                throw InvalidInputException.of("classpath", classpath.get(i), "a path that a URL can name");
            }
        }
        return urls;
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
