package io.ringswarm.harness.load.scenario;

/**
 * One value as it was given.
 *
 * @param text the value
 * @param layer the kind of source
 * @param where the place and the name, for messages: {@code load.yaml:3: agents}, {@code --agents}
 */
public record Setting(String text, Layer layer, String where) {
    /**
     * Refuses the value.
     *
     * @param expected what would do
     * @return the exception to throw
     */
    public InvalidInputException refused(String expected) {
        return InvalidInputException.of(where, text, expected);
    }
}
