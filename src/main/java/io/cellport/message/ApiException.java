package io.cellport.message;

/** Carries an {@link ApiError} up to the one place that renders or records it. Has no stack trace. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        this(error, null);
    }

    /** An error with what the log has to say of it; null if nothing. */
    public ApiException(ApiError error, Throwable cause) {
        super(error.code().code(), cause, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
