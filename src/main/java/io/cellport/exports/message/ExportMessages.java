package io.cellport.exports.message;

import io.cellport.imports.message.MessageCodecs;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** Makes an event bus carry the messages about exports. Stateless. */
public final class ExportMessages {

    private ExportMessages() {}

    /** Call it before deploying verticles. */
    public static void register(EventBus bus) {
        MessageCodecs.register(
                bus,
                List.of(
                        StartExport.class,
                        ExportAccepted.class,
                        CancelExport.class,
                        ExportProgress.class,
                        ExportStatus.class,
                        ExportRunsQuery.class,
                        ExportRunList.class));
    }
}
