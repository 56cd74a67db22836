package io.ringswarm.reports.page;

import com.samskivert.mustache.Escapers;

/** Makes any text harmless where it is put. Control characters are shown as the replacement character. */
final class Escape {
    private static final String MARKDOWN_SYNTAX = "\\`*_{}[]<>|~#";

    private Escape() {}

    static String html(String text) {
        return Escapers.HTML.escape(visible(text));
    }

    /** One line, so that it stays within its cell of a table. */
    static String markdown(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        visible(text.replaceAll("\\R|\\t", " ")).codePoints().forEach(c -> {
            if (c == '&') {
                escaped.append("&amp;");
            } else {
                escaped.append(MARKDOWN_SYNTAX.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> visible.appendCodePoint(shown(c)));
        return visible.toString();
    }

    /** Overrides of the writing direction count as control characters: they make a command read as another one. */
    private static int shown(int c) {
        boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return control || direction || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c;
    }
}
