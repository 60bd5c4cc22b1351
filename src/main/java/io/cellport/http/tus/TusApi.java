package io.cellport.http.tus;

import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_DV_0007;
import static io.cellport.error.ErrorCode.PR400_OD_0041;
import static io.cellport.error.ErrorCode.PR403_DV_0004;
import static io.cellport.error.ErrorCode.PR404_DV_0001;
import static io.cellport.error.ErrorCode.PR409_CM_0004;
import static io.cellport.error.ErrorCode.PR412_DV_0001;
import static io.cellport.error.ErrorCode.PR412_MC_0001;
import static io.cellport.error.ErrorCode.PR413_DV_0001;
import static io.cellport.error.ErrorCode.PR423_CM_0001;
import static io.cellport.error.ErrorCode.PR460_CM_0001;
import static io.cellport.error.ErrorCode.PR501_MC_0002;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.tus.UploadResource.CellUpload;
import io.cellport.http.tus.UploadResource.CellUploads;
import io.cellport.snapshot.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code __upload}: uploads that can be resumed. It is the tus protocol 1.0 with creation, expiration, checksum and
 * termination. Belongs to one event loop.
 */
public final class TusApi implements Area {

    private final RouterServices services;

    private final Optional<Uploads> uploads;

    public TusApi(RouterServices services) {
        this.services = services;
        this.uploads = services.resumable();
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__upload", UploadResource::read);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(OPTIONS, CellUploads.class)
                        .needs(ROOT)
                        .failsWith(PR501_MC_0002)
                        .answeredBy(this::capabilities),
                route(POST, CellUploads.class)
                        .needs(ROOT)
                        .writesCell()
                        .failsWith(
                                PR400_OD_0041,
                                PR400_DV_0007,
                                PR403_DV_0004,
                                PR412_DV_0001,
                                PR412_MC_0001,
                                PR413_DV_0001,
                                PR501_MC_0002)
                        .answeredBy(new TusEndpoint(uploads, new UploadCreation(services))),
                route(OPTIONS, CellUpload.class)
                        .needs(ROOT)
                        .failsWith(PR501_MC_0002)
                        .answeredBy(this::capabilities),
                route(GET, CellUpload.class)
                        .needs(ROOT)
                        .failsWith(PR404_DV_0001, PR412_MC_0001, PR501_MC_0002)
                        .answeredBy(new TusEndpoint(uploads, new UploadState(services))),
                route(PATCH, CellUpload.class)
                        .needs(ROOT)
                        .writesCell()
                        .readsBody()
                        .failsWith(
                                PR400_DV_0007,
                                PR404_DV_0001,
                                PR409_CM_0004,
                                PR412_DV_0001,
                                PR412_MC_0001,
                                PR423_CM_0001,
                                PR460_CM_0001,
                                PR501_MC_0002)
                        .answeredBy(new TusEndpoint(uploads, new UploadAppend(services))),
                route(DELETE, CellUpload.class)
                        .needs(ROOT)
                        .writesCell()
                        .failsWith(PR404_DV_0001, PR412_MC_0001, PR423_CM_0001, PR501_MC_0002)
                        .answeredBy(new TusEndpoint(uploads, new UploadTermination(services))));
    }

    /** {@code OPTIONS}: what of the protocol is spoken, whichever version the client speaks. */
    private Future<Void> capabilities(Exchange exchange) {
        TusEndpoint.offered(uploads);
        HttpServerResponse response = exchange.response();
        response.putHeader(TusEndpoint.SUPPORTED, TusEndpoint.VERSION);
        response.putHeader("Tus-Extension", "creation,expiration,checksum,termination");
        response.putHeader("Tus-Checksum-Algorithm", BodyChecksum.NAMES);
        response.putHeader(
                "Tus-Max-Size", Long.toString(services.config().limits().snapshotBytes()));
        return AllowedMethods.answer(exchange);
    }
}
