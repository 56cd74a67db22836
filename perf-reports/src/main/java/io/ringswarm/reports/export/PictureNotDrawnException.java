package io.ringswarm.reports.export;

/** A chart cannot be drawn as a picture on this machine, most often because it has no fonts. */
public final class PictureNotDrawnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing.
     *
     * @param cause what went wrong
     */
    public PictureNotDrawnException(Throwable cause) {
        super(
                "format=png (expected: a machine that can draw text, with fontconfig and a font; "
                        + cause.getClass().getSimpleName()
                        + (cause.getMessage() == null
                                ? ""
                                : ": " + cause.getMessage().lines().findFirst().orElse(""))
                        + ")",
                cause);
    }
}
