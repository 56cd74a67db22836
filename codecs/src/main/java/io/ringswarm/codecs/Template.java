package io.ringswarm.codecs;

/**
 * Identity and version of a body's layout, as carried by every frame.
 *
 * <p>Rule of compatibility: within one major version fields are only ever added at the end, each addition raising the
 * minor version. So both sides read each other's bodies: the older ignores what follows the fields it knows, the newer
 * gives absent fields their defaults. A newer <em>major</em> version is refused.
 *
 * @param id identifies the layout among all templates of a system, 0 to 65,535
 * @param majorVersion raised by an incompatible change, 0 to 255
 * @param minorVersion raised when a field is added at the end, 0 to 255
 */
public record Template(int id, int majorVersion, int minorVersion) {
    private static final int MAX_ID = 0xFFFF;
    private static final int MAX_VERSION = 0xFF;

    /**
     * Checks the ranges.
     *
     * @param id 0 to 65,535
     * @param majorVersion 0 to 255
     * @param minorVersion 0 to 255
     * @throws IllegalArgumentException naming the argument, its value and the range expected
     */
    public Template {
        requireRange("id", id, MAX_ID);
        requireRange("majorVersion", majorVersion, MAX_VERSION);
        requireRange("minorVersion", minorVersion, MAX_VERSION);
    }

    private static void requireRange(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: 0 to " + max + ")");
        }
    }
}
