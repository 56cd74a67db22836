package io.ringswarm.reports.words;

/** Texts of users as they may be shown: what cannot be seen, or makes other text read differently, becomes the replacement character. */
public final class Legible {
    private static final int REPLACEMENT = 0xFFFD;

    private Legible() {}

    /**
     * Replaces control characters other than line breaks and tabs, lone surrogates, what is no character, and overrides of the writing direction, with which a
     * command can be made to read as another one.
     *
     * @param text any text
     * @return the text, as long as before in code points
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isHarmless(c) ? c : REPLACEMENT));
        return shown.toString();
    }

    private static boolean isHarmless(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean noCharacter = c == 0xFFFE || c == 0xFFFF;
        return !control && !direction && !noCharacter && Character.getType(c) != Character.SURROGATE;
    }
}
