package io.cellport.http.imports;

import io.cellport.http.message.ErrorBody;
import io.cellport.http.status.StatusAnswer;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The JSON of a status, with the keys in the order of the page "Get Cell Importation Status". Stateless. */
final class ImportAnswer {

    static final StatusAnswer READY = render(ImportStatus.READY);

    private ImportAnswer() {}

    static StatusAnswer of(ImportStatus status) {
        return status.equals(ImportStatus.READY) ? READY : render(status);
    }

    private static StatusAnswer render(ImportStatus status) {
        JsonObject body = new JsonObject().put("status", status.phase().text());
        if (status.phase() != ImportStatus.Phase.READY) {
            body.put("started_at", StatusAnswer.TIME.format(status.startedAt()))
                    .put("progress", status.percent() + "%")
                    .put("importation_name", status.name());
        }
        if (status.error() != null) {
            body.put("message", ErrorBody.of(status.error()));
        }
        return StatusAnswer.of(
                status,
                body,
                Optional.ofNullable(status.startedAt()).filter(at -> status.isActive()),
                status.percent());
    }
}
