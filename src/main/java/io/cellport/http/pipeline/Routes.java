package io.cellport.http.pipeline;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.auth.access.Privilege.UNIT_ROOT;

import io.cellport.auth.token.TokenVerifier;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Endpoint;
import io.cellport.http.Resource;
import io.cellport.http.Resource.CellImport;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Resource.CellRun;
import io.cellport.http.Resource.CellRuns;
import io.cellport.http.Resource.CellSnapshotFile;
import io.cellport.http.Resource.CellSnapshots;
import io.cellport.http.Resource.CellToken;
import io.cellport.http.Resource.UnitCell;
import io.cellport.http.Resource.UnitCells;
import io.cellport.http.Resource.UnitDescription;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.StatusQueries;
import io.cellport.http.imports.CancelImportEndpoint;
import io.cellport.http.imports.RunsEndpoint;
import io.cellport.http.imports.StartImportEndpoint;
import io.cellport.http.snapshots.SnapshotDeletion;
import io.cellport.http.snapshots.SnapshotDownload;
import io.cellport.http.snapshots.SnapshotOptions;
import io.cellport.http.snapshots.SnapshotProperties;
import io.cellport.http.snapshots.SnapshotUpload;
import io.cellport.http.token.TokenEndpoint;
import io.cellport.http.unit.ApiDescription;
import io.cellport.http.unit.CellBulkDeletion;
import io.cellport.http.unit.CreateCell;
import io.cellport.http.unit.UnitCellsEndpoint;
import io.cellport.http.unit.UnitMetadata;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The route table: everything that the server can be asked to do. Immutable. */
final class Routes {

    private final List<Route> all;

    private final Map<Class<? extends Resource>, Map<HttpMethod, Route>> byResource = new LinkedHashMap<>();

    Routes(List<Route> all) {
        this.all = List.copyOf(all);
        for (Route route : all) {
            byResource
                    .computeIfAbsent(route.resource(), resource -> new LinkedHashMap<>())
                    .put(route.method(), route);
        }
    }

    /** The table of one router verticle. */
    static Routes of(RouterServices services, StatusQueries status, Endpoint importStatus, TokenVerifier verifier) {
        SnapshotProperties properties = new SnapshotProperties(services, status);
        SnapshotOptions snapshotOptions = new SnapshotOptions(services);
        UnitCellsEndpoint cells = new UnitCellsEndpoint(services);
        RunsEndpoint runs = new RunsEndpoint(services);
        SnapshotDownload download = new SnapshotDownload(services);
        Endpoint options = AllowedMethods::answer;
        return new Routes(List.of(
                new Route(HttpMethod.OPTIONS, UnitRoot.class, NONE, false, options),
                new Route(HttpMethod.GET, UnitRoot.class, NONE, false, new UnitMetadata(services)),
                new Route(HttpMethod.OPTIONS, UnitDescription.class, NONE, false, options),
                new Route(HttpMethod.GET, UnitDescription.class, NONE, false, new ApiDescription(services)),
                new Route(HttpMethod.OPTIONS, UnitCells.class, ROOT, false, options),
                new Route(HttpMethod.GET, UnitCells.class, ROOT, false, cells::list),
                new Route(HttpMethod.POST, UnitCells.class, ROOT, false, new CreateCell(services)),
                new Route(HttpMethod.OPTIONS, UnitCell.class, ROOT, false, options),
                new Route(HttpMethod.GET, UnitCell.class, ROOT, false, cells::get),
                new Route(HttpMethod.DELETE, UnitCell.class, ROOT, true, cells::delete),
                new Route(HttpMethod.OPTIONS, CellRoot.class, ROOT, false, options),
                new Route(HttpMethod.DELETE, CellRoot.class, UNIT_ROOT, true, new CellBulkDeletion(services)),
                new Route(HttpMethod.OPTIONS, CellToken.class, NONE, false, options),
                new Route(HttpMethod.POST, CellToken.class, NONE, false, new TokenEndpoint(services, verifier)),
                new Route(HttpMethod.OPTIONS, CellImport.class, ROOT, false, options),
                new Route(HttpMethod.GET, CellImport.class, ROOT, false, importStatus),
                new Route(HttpMethod.POST, CellImport.class, ROOT, true, new StartImportEndpoint(services)),
                new Route(HttpMethod.DELETE, CellImport.class, ROOT, false, new CancelImportEndpoint(services)),
                new Route(HttpMethod.OPTIONS, CellRuns.class, ROOT, false, options),
                new Route(HttpMethod.GET, CellRuns.class, ROOT, false, runs::list),
                new Route(HttpMethod.OPTIONS, CellRun.class, ROOT, false, options),
                new Route(HttpMethod.GET, CellRun.class, ROOT, false, runs::get),
                new Route(HttpMethod.OPTIONS, CellSnapshots.class, ROOT, false, snapshotOptions::collection),
                new Route(HttpMethod.PROPFIND, CellSnapshots.class, ROOT, false, properties::collection),
                new Route(HttpMethod.OPTIONS, CellSnapshotFile.class, ROOT, false, snapshotOptions::file),
                new Route(HttpMethod.GET, CellSnapshotFile.class, ROOT, false, download),
                new Route(HttpMethod.PUT, CellSnapshotFile.class, ROOT, true, new SnapshotUpload(services)),
                new Route(HttpMethod.DELETE, CellSnapshotFile.class, ROOT, true, new SnapshotDeletion(services)),
                new Route(HttpMethod.PROPFIND, CellSnapshotFile.class, ROOT, false, properties::file)));
    }

    /** Every line, in the order in which methods are listed to clients. */
    List<Route> all() {
        return all;
    }

    /** The line for a request. */
    Optional<Route> find(HttpMethod method, Resource resource) {
        HttpMethod effective = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return Optional.ofNullable(
                byResource.getOrDefault(resource.getClass(), Map.of()).get(effective));
    }

    /** The methods of a resource as the {@code Allow} header lists them; {@code more} are appended. */
    String allowed(Class<? extends Resource> resource, String... more) {
        return Stream.concat(
                        byResource.getOrDefault(resource, Map.of()).keySet().stream()
                                .map(HttpMethod::name),
                        Stream.of(more))
                .collect(Collectors.joining(", "));
    }
}
