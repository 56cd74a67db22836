package io.ringswarm.harness.load.scenario;

/** What the user gave cannot be used. The message is one line: where it stands, its name and value, what was expected. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what is wrong.
     *
     * @param message one line
     */
    public InvalidInputException(String message) {
        super(message);
    }

    /**
     * Names a value and what was expected of it.
     *
     * @param where the place and the name, for example {@code load.yaml:3: agents}
     * @param value what was given
     * @param expected what would do
     * @return the exception
     */
    public static InvalidInputException of(String where, Object value, String expected) {
        String shown = String.valueOf(value).lines().findFirst().orElse("");
        return new InvalidInputException(where + "=" + shown + " (expected: " + expected + ")");
    }
}
