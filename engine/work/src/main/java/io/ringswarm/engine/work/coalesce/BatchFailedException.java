package io.ringswarm.engine.work.coalesce;

/** A batch went wrong as a whole, or gave one request no answer. Whether its requests were carried out is not known. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BatchFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
