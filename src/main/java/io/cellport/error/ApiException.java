package io.cellport.error;

/** Carries an {@link ApiError} up to the one place that renders or records it. Has no stack trace. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    public ApiException(ApiError error) {
        super(error.code().code(), null, false, false);
        this.error = error;
    }

    /** An error with what the log has to say of it. */
    public ApiException(ApiError error, Throwable cause) {
        super(error.code().code(), cause, false, false);
        this.error = error;
    }

    /** An error with its placeholders filled, in order. */
    public static ApiException of(ErrorCode code, String... parameters) {
        return new ApiException(ApiError.of(code, parameters));
    }

    /** The same, with the failure that the log is to explain it by. */
    public static ApiException of(ErrorCode code, Throwable cause, String... parameters) {
        return new ApiException(ApiError.of(code, parameters), cause);
    }

    public ApiError error() {
        return error;
    }
}
