package io.cellport.http.cell;

import static io.cellport.auth.AclPrivilege.CellPrivilege.SOCIAL_READ;
import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.UNIT_ROOT;
import static io.cellport.error.ErrorCode.PR412_MC_0001;
import static io.cellport.error.ErrorCode.PR412_UI_0001;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;

import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import java.util.List;

/** The cell itself. Belongs to one event loop. */
public final class CellApi implements Area {

    private final RouterServices services;

    public CellApi(RouterServices services) {
        this.services = services;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(OPTIONS, CellRoot.class).needs(new OnCell(SOCIAL_READ)).answeredBy(AllowedMethods::answer),
                route(GET, CellRoot.class)
                        .needs(NONE)
                        .failsWith(PR412_UI_0001)
                        .answeredBy(new CellMetadata(services.urls())),
                route(DELETE, CellRoot.class)
                        .needs(UNIT_ROOT)
                        .writesCell()
                        .failsWith(PR412_MC_0001)
                        .answeredBy(new CellBulkDeletion(services)));
    }
}
