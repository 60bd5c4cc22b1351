package io.cellport.storage.postgres;

import io.cellport.error.ErrorCode;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a function of the database refuses a change: each reason has an SQLSTATE of its own. Immutable. */
public enum Refusal {
    CELL_GONE("CPC04", ErrorCode.PR404_DV_0003),
    CELL_LOCKED("CPL09", ErrorCode.PR409_CM_0002),
    CELL_EXPORTED("CPX09", ErrorCode.PR409_CM_0002),
    CELL_NOT_EMPTY("CPE09", ErrorCode.PR409_OD_0001),
    NAME_TAKEN("CPN09", ErrorCode.PR409_OD_0003),
    TOO_MANY_SNAPSHOTS("CPM00", ErrorCode.PR400_DV_0007),
    /** The snapshot is not the version that the caller has looked at. */
    SNAPSHOT_CHANGED("CPV12", null),
    /** The snapshot's name no longer refers to the blob that was examined. */
    SNAPSHOT_REPLACED("CPS10", null),
    /** There is a snapshot of that name. */
    SNAPSHOT_EXISTS("CPF09", null),
    /** The blob is no longer there to be completed or published. */
    BLOB_GONE("CPB10", null),
    /** The run has ended, or another process owns it. */
    RUN_LOST("CPR23", null);

    private final String sqlState;
    private final @Nullable ErrorCode code;

    Refusal(String sqlState, @Nullable ErrorCode code) {
        this.sqlState = sqlState;
        this.code = code;
    }

    static Optional<Refusal> of(SQLException failure) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.sqlState.equals(failure.getSQLState()))
                .findFirst();
    }

    /** What a client is told; empty if the caller decides. */
    Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }
}
