package io.cellport.http.snapshots;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.http.Resource;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What lies at {@code {cell}/__snapshot} and below. Immutable. */
public sealed interface SnapshotResource extends Resource.InCell {

    /** {@code {cell}/__snapshot}. */
    record CellSnapshots(String cell) implements SnapshotResource {}

    /** {@code {cell}/__snapshot/{file}}; the name of the file is unchecked. */
    record CellSnapshotFile(String cell, String file) implements SnapshotResource {

        /** Personium knows {@code REPORT} here, but does not implement it. */
        @Override
        public ApiError refusal(HttpMethod method, String realm) {
            return method.equals(HttpMethod.REPORT)
                    ? ApiError.of(ErrorCode.PR501_MC_0001)
                    : SnapshotResource.super.refusal(method, realm);
        }
    }

    /** Reads the segments behind {@code __snapshot}. */
    static Resource read(String cell, List<String> below) {
        if (below.isEmpty()) {
            return new CellSnapshots(cell);
        }
        return below.size() == 1 && !below.get(0).isEmpty()
                ? new CellSnapshotFile(cell, below.get(0))
                : new CellNothing(cell);
    }
}
