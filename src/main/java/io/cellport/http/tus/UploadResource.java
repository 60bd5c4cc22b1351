package io.cellport.http.tus;

import io.cellport.http.Resource;
import java.util.List;
import java.util.Map;

/** What lies at {@code {cell}/__upload} and below. Immutable. */
public sealed interface UploadResource extends Resource.InCell {

    /** Every answer says which version of the protocol is spoken, errors too. */
    @Override
    default Map<CharSequence, String> headers() {
        return Map.of(TusEndpoint.RESUMABLE, TusEndpoint.VERSION);
    }

    /** {@code {cell}/__upload}, where uploads are created. */
    record CellUploads(String cell) implements UploadResource {}

    /** {@code {cell}/__upload/{id}}; the id is unchecked. */
    record CellUpload(String cell, String id) implements UploadResource {}

    /** Reads the segments behind {@code __upload}. */
    static Resource read(String cell, List<String> below) {
        if (below.isEmpty()) {
            return new CellUploads(cell);
        }
        return below.size() == 1 && !below.get(0).isEmpty()
                ? new CellUpload(cell, below.get(0))
                : new CellNothing(cell);
    }
}
