package io.cellport.http.exports;

import io.cellport.exports.message.ExportStatus;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.status.StatusAnswer;
import io.cellport.http.status.StatusSource;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Gets answers about exports; their JSON has its keys in the order of the page "Get Cell Export Status". Belongs to one
 * event loop.
 */
final class ExportAnswers implements StatusSource {

    private final StatusQueries status;

    ExportAnswers(StatusQueries status) {
        this.status = status;
    }

    @Override
    public Future<StatusAnswer> ask(String requestKey, String cellId, long askedAt) {
        return status.askExport(requestKey, cellId).map(ExportAnswers::render);
    }

    static StatusAnswer render(ExportStatus status) {
        JsonObject body = new JsonObject().put("status", status.text());
        if (status.isActive()) {
            body.put("started_at", StatusAnswer.TIME.format(status.startedAt()))
                    .put("progress", status.percent() + "%")
                    .put("exportation_name", status.name());
        }
        return StatusAnswer.of(status, body, Optional.ofNullable(status.startedAt()), status.percent());
    }
}
