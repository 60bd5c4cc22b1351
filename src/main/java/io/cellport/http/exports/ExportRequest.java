package io.cellport.http.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.WholeJson;
import io.cellport.snapshot.area.SnapshotName;
import java.util.Optional;

/**
 * The body of {@code POST __export}. Immutable.
 *
 * @param name the snapshot's name without {@code .zip}; empty to let the server choose one
 */
record ExportRequest(Optional<String> name) {

    /**
     * Reads a body, which may be empty.
     *
     * @throws io.cellport.error.ApiException {@code PR400-CM-0004} if it is not JSON, {@code PR400-CM-0002} if it is no
     *     object, or its name is none
     */
    static ExportRequest parse(String body) {
        if (body.isEmpty()) {
            return new ExportRequest(Optional.empty());
        }
        JsonNode json = WholeJson.body(body).orElseThrow(() -> ApiException.of(ErrorCode.PR400_CM_0004, body));
        JsonNode name = json.path("Name");
        if (json.isObject() && (name.isMissingNode() || name.isNull())) {
            return new ExportRequest(Optional.empty());
        }
        if (!name.isTextual() || SnapshotName.of(name.textValue()).isEmpty()) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "Name", SnapshotName.FORMAT);
        }
        return new ExportRequest(Optional.of(name.textValue()));
    }
}
