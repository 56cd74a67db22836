package io.ringswarm.harness.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The version of a library, as its jar's manifest says it in one of two ways. */
final class LibraryVersion {
    private static final String OF_PACKAGES = "Implementation-Version";
    private static final String OF_BUNDLES = "Bundle-Version"; // all that Disruptor and JCTools have

    private LibraryVersion() {}

    /** The version of the jar that a class comes from; "development" for classes that come from none. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            File jar = source == null ? null : new File(source.getLocation().toURI());
            return jar == null || !jar.isFile() ? "development" : of(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String of(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            for (String name : new String[] {OF_PACKAGES, OF_BUNDLES}) {
                String version =
                        manifest == null ? null : manifest.getMainAttributes().getValue(name);
                if (version != null) {
                    return version;
                }
            }
            return "unknown";
        }
    }
}
