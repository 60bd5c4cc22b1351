package io.cellport.error;

/** Carries an {@link ApiError} to the place that renders or records it. It has no stack trace. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.code().code(), null, false, false);
        this.error = error;
    }

    /** An error with a cause for the log. */
    public ApiException(ApiError error, Throwable cause) {
        super(error.code().code(), cause, false, false);
        this.error = error;
    }

    /** An error with its placeholders filled, in order. */
    public static ApiException of(ErrorCode code, String... parameters) {
        return new ApiException(ApiError.of(code, parameters));
    }

    /** The same with a cause for the log. */
    public static ApiException of(ErrorCode code, Throwable cause, String... parameters) {
        return new ApiException(ApiError.of(code, parameters), cause);
    }

    public ApiError error() {
        return error;
    }
}
