package io.cellport.http.snapshots;

import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_DV_0001;
import static io.cellport.error.ErrorCode.PR400_DV_0003;
import static io.cellport.error.ErrorCode.PR400_DV_0007;
import static io.cellport.error.ErrorCode.PR403_DV_0001;
import static io.cellport.error.ErrorCode.PR403_DV_0004;
import static io.cellport.error.ErrorCode.PR404_DV_0001;
import static io.cellport.error.ErrorCode.PR412_DV_0001;
import static io.cellport.error.ErrorCode.PR416_DV_0001;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PROPFIND;
import static io.vertx.core.http.HttpMethod.PUT;

import io.cellport.http.Area;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.snapshots.SnapshotResource.CellSnapshotFile;
import io.cellport.http.snapshots.SnapshotResource.CellSnapshots;
import java.util.List;
import java.util.Map;

/** {@code __snapshot}: the files that can be imported. Belongs to one event loop. */
public final class SnapshotApi implements Area {

    private final RouterServices services;

    private final StatusQueries status;

    public SnapshotApi(RouterServices services, StatusQueries status) {
        this.services = services;
        this.status = status;
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__snapshot", SnapshotResource::read);
    }

    @Override
    public List<Route> routes() {
        SnapshotProperties properties = new SnapshotProperties(services, status);
        SnapshotOptions options = new SnapshotOptions(services);
        return List.of(
                route(OPTIONS, CellSnapshots.class).needs(ROOT).answeredBy(options::collection),
                route(PROPFIND, CellSnapshots.class)
                        .needs(ROOT)
                        .readsBody()
                        .failsWith(PR400_DV_0001, PR400_DV_0003, PR403_DV_0001)
                        .answeredBy(properties::collection),
                route(OPTIONS, CellSnapshotFile.class)
                        .needs(ROOT)
                        .failsWith(PR403_DV_0004, PR404_DV_0001)
                        .answeredBy(options::file),
                route(GET, CellSnapshotFile.class)
                        .needs(ROOT)
                        .failsWith(PR403_DV_0004, PR404_DV_0001, PR412_DV_0001, PR416_DV_0001)
                        .answeredBy(new SnapshotDownload(services)),
                route(PUT, CellSnapshotFile.class)
                        .needs(ROOT)
                        .writesCell()
                        .readsBody()
                        .failsWith(PR400_DV_0007, PR403_DV_0004, PR412_DV_0001)
                        .answeredBy(new SnapshotUpload(services)),
                route(DELETE, CellSnapshotFile.class)
                        .needs(ROOT)
                        .writesCell()
                        .failsWith(PR403_DV_0004, PR404_DV_0001, PR412_DV_0001)
                        .answeredBy(new SnapshotDeletion(services)),
                route(PROPFIND, CellSnapshotFile.class)
                        .needs(ROOT)
                        .readsBody()
                        .failsWith(PR400_DV_0001, PR400_DV_0003, PR403_DV_0001, PR403_DV_0004, PR404_DV_0001)
                        .answeredBy(properties::file));
    }
}
