package io.cellport.message;

/** Carries an {@link ApiError} up to the one place that renders or records it. Has no cause and no stack trace. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.code().code(), null, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }
}
