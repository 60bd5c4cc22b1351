package io.cellport.http.imports;

import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_CM_0001;
import static io.cellport.error.ErrorCode.PR400_CM_0002;
import static io.cellport.error.ErrorCode.PR400_CM_0004;
import static io.cellport.error.ErrorCode.PR400_MC_0001;
import static io.cellport.error.ErrorCode.PR400_MC_0003;
import static io.cellport.error.ErrorCode.PR400_MC_0004;
import static io.cellport.error.ErrorCode.PR400_MC_0005;
import static io.cellport.error.ErrorCode.PR400_MC_0006;
import static io.cellport.error.ErrorCode.PR404_CM_0001;
import static io.cellport.error.ErrorCode.PR404_CM_0002;
import static io.cellport.error.ErrorCode.PR404_DV_0001;
import static io.cellport.error.ErrorCode.PR409_CM_0003;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.POST;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.imports.ImportResource.CellImport;
import io.cellport.http.imports.ImportResource.CellRun;
import io.cellport.http.imports.ImportResource.CellRuns;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.status.StatusEndpoint;
import io.cellport.http.status.StatusWaiters;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.metric.Metric;
import java.util.List;
import java.util.Map;

/** {@code __import}: starting and cancelling imports, and how they stand. Belongs to one event loop. */
public final class ImportApi implements Area {

    private final RouterServices services;

    private final StatusAnswers answers;

    private final StatusWaiters waiters;

    /** To be created on the event loop that it belongs to. */
    public ImportApi(RouterServices services, StatusQueries status) {
        this.services = services;
        this.answers = new StatusAnswers(status);
        this.waiters = new StatusWaiters(
                services.vertx(), answers, services.config().cluster().isPresent(), services.metrics());
        services.vertx()
                .eventBus()
                .<ImportProgress>consumer(
                        Addresses.IMPORT_PROGRESS,
                        message -> waiters.hear(message.body().cellId()));
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__import", ImportResource::read);
    }

    @Override
    public List<Route> routes() {
        StatusEndpoint status = new StatusEndpoint(
                answers, waiters, services.cells(), services.metrics().timer(Metric.POLL), services.clock());
        CancelImportEndpoint cancel = new CancelImportEndpoint(services);
        RunsEndpoint runs = new RunsEndpoint(services);
        return List.of(
                route(OPTIONS, CellImport.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellImport.class).needs(ROOT).answeredBy(status),
                route(POST, CellImport.class)
                        .needs(ROOT)
                        .writesCell()
                        .readsBody()
                        .failsWith(PR400_CM_0001, PR400_CM_0002, PR400_CM_0004)
                        .failsWith(PR400_MC_0001, PR400_MC_0003, PR400_MC_0004, PR400_MC_0005, PR400_MC_0006)
                        .failsWith(PR404_DV_0001)
                        .answeredBy(new StartImportEndpoint(services)),
                route(DELETE, CellImport.class)
                        .needs(ROOT)
                        .failsWith(PR404_CM_0001, PR409_CM_0003)
                        .answeredBy(cancel),
                route(OPTIONS, CellRuns.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellRuns.class).needs(ROOT).failsWith(PR400_CM_0002).answeredBy(runs::list),
                route(OPTIONS, CellRun.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, CellRun.class).needs(ROOT).failsWith(PR404_CM_0002).answeredBy(runs::get));
    }

    @Override
    public void stop() {
        waiters.close();
    }
}
