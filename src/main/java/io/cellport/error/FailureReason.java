package io.cellport.error;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Why the machine refused something, in words that cannot quote a path, a token or content. Immutable.
 *
 * @param kind the class of the failure
 * @param name the SQLite result code or the errno, for example {@code SQLITE_FULL} or {@code ENOSPC}
 */
public record FailureReason(FailureKind kind, String name) {

    private static final int MAX_CAUSES = 8;

    /** The reason of an exception, or of its nearest cause that has one. */
    public static Optional<FailureReason> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            Optional<FailureReason> own = ownOf(cause);
            if (own.isPresent()) {
                return own;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The reason of this exception itself, without its causes. */
    public static Optional<FailureReason> ownOf(Throwable failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return Optional.of(new FailureReason(SqliteCodes.kind(code), code.name()));
        }
        if (failure instanceof SQLException) {
            return Optional.empty();
        }
        return Errno.of(failure).map(errno -> new FailureReason(errno.kind(), errno.name()));
    }

    /** Whether the exception, or its nearest cause that has a reason, means that the disk is full. */
    public static boolean isDiskFull(Throwable failure) {
        return of(failure)
                .filter(reason -> reason.kind == FailureKind.DISK_FULL)
                .isPresent();
    }

    /** The words for the log. */
    public static String words(Throwable failure) {
        return of(failure).map(FailureReason::toString).orElseGet(() -> codeOf(failure));
    }

    private static String codeOf(Throwable failure) {
        return failure instanceof ApiException known ? known.error().code().code() : "no reason given";
    }

    @Override
    public String toString() {
        return kind == FailureKind.OTHER ? name : kind + ", " + name;
    }
}
