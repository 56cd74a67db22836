package io.ringswarm.codecs.wire;

import java.util.regex.Pattern;

/**
 * A field of a body. Fields are written and read in one order, which never changes; new ones come at the end.
 *
 * @param id what identifies the field in {@link WireEncoding#BINARY}, 1 to 65,535; up to 127 takes one byte
 * @param name what identifies it in {@link WireEncoding#TEXT} and in errors: letters, digits and underscores
 */
public record WireField(int id, String name) {
    private static final int MAX_ID = 0xFFFF;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    /**
     * Checks both.
     *
     * @param id 1 to 65,535
     * @param name letters, digits and underscores, beginning with a letter, 64 at most
     * @throws IllegalArgumentException naming the argument, its value and what was expected
     */
    public WireField {
        if (id < 1 || id > MAX_ID) {
            throw new IllegalArgumentException("id=" + id + " (expected: 1 to " + MAX_ID + ")");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name=" + name + " (expected: " + NAME.pattern() + ")");
        }
    }
}
