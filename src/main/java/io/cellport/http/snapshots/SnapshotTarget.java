package io.cellport.http.snapshots;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.snapshots.SnapshotResource.CellSnapshotFile;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.area.SnapshotName;
import io.cellport.snapshot.area.StoredSnapshot;

/**
 * The snapshot file that a request is about. Immutable.
 *
 * @param cellId its cell
 * @param fileName its checked name: that of a snapshot and one extension
 * @param url its URL
 */
record SnapshotTarget(String cellId, String fileName, String url) {

    /**
     * The target of a request.
     *
     * @throws ApiException {@code PR403-DV-0004} if the name is not allowed
     */
    static SnapshotTarget of(Exchange exchange) {
        String name = ((CellSnapshotFile) exchange.resource()).file();
        if (!SnapshotName.isFileName(name)) {
            throw ApiException.of(ErrorCode.PR403_DV_0004, name);
        }
        return new SnapshotTarget(exchange.requiredCell().id(), name, exchange.realm() + "__snapshot/" + name);
    }

    /**
     * Looks the file up. Blocks.
     *
     * @throws ApiException {@code PR404-DV-0001} if it is not there
     */
    StoredSnapshot findIn(SnapshotArea area) {
        return area.find(cellId, fileName).orElseThrow(this::notFound);
    }

    ApiException notFound() {
        return ApiException.of(ErrorCode.PR404_DV_0001, url);
    }
}
