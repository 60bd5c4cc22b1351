package io.cellport.http.imports;

import io.cellport.http.ErrorBody;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The JSON of an import's status, keys in the order of the Personium API page "Get Cell Importation Status". Stateless.
 */
final class StatusRenderer {

    /** Times as the API page writes them: UTC, always three decimals. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Buffer READY = Buffer.buffer("{\"status\":\"ready\"}");

    private StatusRenderer() {}

    /** Renders a status; the buffer may be shared and must not be changed. */
    static Buffer render(ImportStatus status) {
        if (status.phase() == ImportStatus.Phase.READY) {
            return READY;
        }
        JsonObject body = new JsonObject()
                .put("status", status.phase().text())
                .put("started_at", TIME.format(status.startedAt()))
                .put("progress", status.percent() + "%")
                .put("importation_name", status.name());
        if (status.error() != null) {
            body.put("message", ErrorBody.of(status.error()));
        }
        return body.toBuffer();
    }
}
