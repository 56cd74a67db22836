package io.ringswarm.reports.page;

import com.samskivert.mustache.Escapers;
import io.ringswarm.reports.words.Legible;

/** Makes any text harmless where it is put. */
final class Escape {
    private static final String MARKDOWN_SYNTAX = "\\`*_{}[]<>|~#";

    private Escape() {}

    static String html(String text) {
        return Escapers.HTML.escape(Legible.of(text));
    }

    /** One line, so that it stays within its cell of a table. */
    static String markdown(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Legible.of(text.replaceAll("\\R|\\t", " ")).codePoints().forEach(c -> {
            if (c == '&') {
                escaped.append("&amp;");
            } else {
                escaped.append(MARKDOWN_SYNTAX.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
