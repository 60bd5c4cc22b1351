package io.cellport.http.exports;

import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_CM_0002;
import static io.cellport.error.ErrorCode.PR400_CM_0004;
import static io.cellport.error.ErrorCode.PR400_DV_0007;
import static io.cellport.error.ErrorCode.PR404_CM_0003;
import static io.cellport.error.ErrorCode.PR404_CM_0004;
import static io.cellport.error.ErrorCode.PR409_DV_0002;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.POST;

import io.cellport.exports.message.ExportAddresses;
import io.cellport.exports.message.ExportProgress;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.exports.ExportResource.CellExport;
import io.cellport.http.exports.ExportResource.CellExportRun;
import io.cellport.http.exports.ExportResource.CellExportRuns;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.status.StatusEndpoint;
import io.cellport.http.status.StatusWaiters;
import io.cellport.metric.Metric;
import java.util.List;
import java.util.Map;

/** {@code __export}: starting and cancelling exports, and how they stand. Belongs to one event loop. */
public final class ExportApi implements Area {

    private final RouterServices services;

    private final ExportAnswers answers;

    private final StatusWaiters waiters;

    /** To be created on the event loop that it belongs to. */
    public ExportApi(RouterServices services, StatusQueries status) {
        this.services = services;
        this.answers = new ExportAnswers(status);
        // Messages come from all nodes; asking the database each tick would be too much for what is asked so rarely.
        this.waiters = new StatusWaiters(services.vertx(), answers, false, services.metrics());
        services.vertx()
                .eventBus()
                .<ExportProgress>consumer(
                        ExportAddresses.PROGRESS,
                        message -> waiters.hear(message.body().cellId()));
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__export", ExportResource::read);
    }

    @Override
    public List<Route> routes() {
        StatusEndpoint status = new StatusEndpoint(
                answers, waiters, services.cells(), services.metrics().timer(Metric.POLL), services.clock());
        ExportRunsEndpoint runs = new ExportRunsEndpoint(services);
        return List.of(
                route(OPTIONS, CellExport.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellExport.class).needs(ROOT).answeredBy(status),
                route(POST, CellExport.class)
                        .needs(ROOT)
                        .writesCell()
                        .readsBody()
                        .failsWith(PR400_CM_0002, PR400_CM_0004, PR400_DV_0007, PR409_DV_0002)
                        .answeredBy(new StartExportEndpoint(services)),
                route(DELETE, CellExport.class)
                        .needs(ROOT)
                        .failsWith(PR404_CM_0003)
                        .answeredBy(new CancelExportEndpoint(services)),
                route(OPTIONS, CellExportRuns.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellExportRuns.class)
                        .needs(ROOT)
                        .failsWith(PR400_CM_0002)
                        .answeredBy(runs::list),
                route(OPTIONS, CellExportRun.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellExportRun.class)
                        .needs(ROOT)
                        .failsWith(PR404_CM_0004)
                        .answeredBy(runs::get));
    }

    @Override
    public void stop() {
        waiters.close();
    }
}
