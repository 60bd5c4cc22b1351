package io.cellport.imports.message;

import io.cellport.error.ApiError;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.error.FailureReason;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.util.Optional;

/** Sends an {@link ApiError} as the failure of an event-bus request, and reads it back. Stateless. */
public final class ReplyErrors {

    private static final char SEPARATOR = '|';

    private ReplyErrors() {}

    /** Answers a request with an error; the caller's future fails at once instead of timing out. */
    public static void fail(Message<?> request, ApiError error) {
        request.fail(error.code().status(), error.code().name() + SEPARATOR + error.text());
    }

    /**
     * The error for the client of a failed request: the consumer's own error; {@code PR503-SV-0002} if the address has
     * no consumer; {@code PR503-SV-0001} if the answer took too long; {@code PR503-SV-0005} if this node found the disk
     * full; empty for anything else, which is a defect.
     */
    public static Optional<ApiError> errorOf(Throwable failure) {
        if (failure instanceof ApiException e) {
            return Optional.of(e.error());
        }
        if (!(failure instanceof ReplyException reply)) {
            return FailureReason.isDiskFull(failure)
                    ? Optional.of(ApiError.of(ErrorCode.PR503_SV_0005))
                    : Optional.empty();
        }
        return switch (reply.failureType()) {
            case NO_HANDLERS -> Optional.of(ApiError.of(ErrorCode.PR503_SV_0002));
            case TIMEOUT -> Optional.of(ApiError.of(ErrorCode.PR503_SV_0001));
            case RECIPIENT_FAILURE -> Optional.ofNullable(reply.getMessage()).flatMap(ReplyErrors::decode);
            default -> Optional.empty();
        };
    }

    private static Optional<ApiError> decode(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ApiError(ErrorCode.valueOf(text.substring(0, separator)), text.substring(separator + 1)));
        } catch (IllegalArgumentException unknownCode) {
            return Optional.empty();
        }
    }
}
