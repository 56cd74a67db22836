package io.ringswarm.reports.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts the pages are made of. */
final class Templates {
    private Templates() {}

    static String text(String name) {
        try (InputStream in = Templates.class.getResourceAsStream("/io/ringswarm/reports/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
