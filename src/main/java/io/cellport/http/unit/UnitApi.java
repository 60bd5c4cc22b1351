package io.cellport.http.unit;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_CM_0006;
import static io.cellport.error.ErrorCode.PR400_OD_0001;
import static io.cellport.error.ErrorCode.PR400_OD_0006;
import static io.cellport.error.ErrorCode.PR400_OD_0009;
import static io.cellport.error.ErrorCode.PR400_OD_0029;
import static io.cellport.error.ErrorCode.PR400_OD_0036;
import static io.cellport.error.ErrorCode.PR404_OD_0002;
import static io.cellport.error.ErrorCode.PR409_OD_0001;
import static io.cellport.error.ErrorCode.PR409_OD_0003;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.POST;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Resource.UnitRoot;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.unit.UnitResource.UnitCell;
import io.cellport.http.unit.UnitResource.UnitCells;
import java.util.List;
import java.util.Map;

/** The unit and the list of its cells. Belongs to one event loop. */
public final class UnitApi implements Area {

    private final RouterServices services;

    public UnitApi(RouterServices services) {
        this.services = services;
    }

    /** Two of the names are Personium's for what this unit does not have. */
    @Override
    public Map<String, UnitPath> unitPaths() {
        return Map.of(
                "__ctl",
                UnitResource::read,
                "__status",
                below -> new UnitNothing(),
                "crossdomain.xml",
                below -> new UnitNothing());
    }

    @Override
    public List<Route> routes() {
        UnitCellsEndpoint cells = new UnitCellsEndpoint(services);
        return List.of(
                route(OPTIONS, UnitRoot.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, UnitRoot.class).needs(NONE).answeredBy(new UnitMetadata(services)),
                route(OPTIONS, UnitCells.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, UnitCells.class)
                        .needs(ROOT)
                        .failsWith(PR400_CM_0006, PR400_OD_0029, PR400_OD_0036)
                        .answeredBy(cells::list),
                route(POST, UnitCells.class)
                        .needs(ROOT)
                        .readsBody()
                        .failsWith(PR400_OD_0001, PR400_OD_0006, PR400_OD_0009, PR409_OD_0003)
                        .answeredBy(new CreateCell(services)),
                route(OPTIONS, UnitCell.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, UnitCell.class).needs(ROOT).failsWith(PR404_OD_0002).answeredBy(cells::get),
                route(DELETE, UnitCell.class)
                        .needs(ROOT)
                        .writesCell()
                        .failsWith(PR404_OD_0002, PR409_OD_0001)
                        .answeredBy(cells::delete));
    }
}
