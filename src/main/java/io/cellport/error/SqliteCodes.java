package io.cellport.error;

import org.sqlite.SQLiteErrorCode;

/** The kinds of SQLite's result codes; an extended code has the kind of its primary code. Stateless. */
final class SqliteCodes {

    private SqliteCodes() {}

    static FailureKind kind(SQLiteErrorCode code) {
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(code.code & 0xff);
        return switch (primary) {
            case SQLITE_FULL -> FailureKind.DISK_FULL;
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> FailureKind.LOCKED;
            case SQLITE_PERM, SQLITE_AUTH -> FailureKind.DENIED;
            case SQLITE_READONLY -> FailureKind.READ_ONLY;
            case SQLITE_CANTOPEN -> FailureKind.MISSING;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> FailureKind.DAMAGED;
            case SQLITE_IOERR -> FailureKind.IO;
            default -> FailureKind.OTHER;
        };
    }
}
