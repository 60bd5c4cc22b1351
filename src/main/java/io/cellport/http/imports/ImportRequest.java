package io.cellport.http.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.json.WholeJson;
import io.cellport.snapshot.area.SnapshotName;

/**
 * The body of {@code POST __import}. Immutable.
 *
 * @param name the snapshot's name without {@code .zip}
 * @param validateOnly whether to do everything but the activation (Cellport's own key {@code ValidateOnly})
 */
record ImportRequest(String name, boolean validateOnly) {

    /**
     * Reads a body.
     *
     * @throws io.cellport.error.ApiException {@code PR400-CM-0004} if it is not JSON, {@code PR400-CM-0001} without a
     *     name, {@code PR400-CM-0002} with anything else that is not a name
     */
    static ImportRequest parse(String body) {
        JsonNode json = WholeJson.body(body).orElseThrow(() -> ApiException.of(ErrorCode.PR400_CM_0004, body));
        if (!json.isObject()) {
            throw formatError();
        }
        JsonNode name = json.path("Name");
        if (name.isMissingNode() || name.isNull()) {
            throw ApiException.of(ErrorCode.PR400_CM_0001, "Name");
        }
        if (!name.isTextual() || SnapshotName.of(name.textValue()).isEmpty()) {
            throw formatError();
        }
        JsonNode validateOnly = json.path("ValidateOnly");
        if (!validateOnly.isMissingNode() && !validateOnly.isBoolean()) {
            throw ApiException.of(ErrorCode.PR400_CM_0002, "ValidateOnly", "a boolean");
        }
        return new ImportRequest(name.textValue(), validateOnly.asBoolean());
    }

    private static RuntimeException formatError() {
        return ApiException.of(ErrorCode.PR400_CM_0002, "Name", SnapshotName.FORMAT);
    }
}
