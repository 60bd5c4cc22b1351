package io.cellport.http.cell;

import static io.cellport.auth.access.Privilege.BY_ENDPOINT;
import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.UNIT_ROOT;
import static io.cellport.error.ErrorCode.PR400_DV_0001;
import static io.cellport.error.ErrorCode.PR400_DV_0003;
import static io.cellport.error.ErrorCode.PR400_OD_0029;
import static io.cellport.error.ErrorCode.PR403_DV_0001;
import static io.cellport.error.ErrorCode.PR412_MC_0001;
import static io.cellport.error.ErrorCode.PR412_UI_0001;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PROPFIND;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.access.Privilege.OnCell;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Resource.CellRoot;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.cell.CellResource.CellBoxUrl;
import io.cellport.http.cell.CellResource.CellRole;
import io.cellport.http.cell.CellResource.CellRoles;
import io.cellport.http.cell.CellResource.CellRolesOfBox;
import io.cellport.http.question.StatusQueries;
import java.util.List;
import java.util.Map;

/** The cell itself. Belongs to one event loop. */
public final class CellApi implements Area {

    private final RouterServices services;

    private final StatusQueries status;

    public CellApi(RouterServices services, StatusQueries status) {
        this.services = services;
        this.status = status;
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__box", CellResource::readBoxUrl, "__role", CellResource::readRole);
    }

    @Override
    public List<Route> routes() {
        RoleUrls roles = new RoleUrls(new BoxSearch(services));
        return List.of(
                route(OPTIONS, CellRoot.class)
                        .needs(new OnCell(CellPrivilege.SOCIAL_READ))
                        .answeredBy(AllowedMethods::answer),
                route(GET, CellRoot.class)
                        .needs(NONE)
                        .failsWith(PR412_UI_0001)
                        .answeredBy(new CellMetadata(services.urls())),
                route(PROPFIND, CellRoot.class)
                        .needs(new OnCell(CellPrivilege.PROPFIND))
                        .readsBody()
                        .failsWith(PR400_DV_0001, PR400_DV_0003, PR403_DV_0001)
                        .answeredBy(new CellProperties(services, status)),
                route(OPTIONS, CellBoxUrl.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, CellBoxUrl.class)
                        .needs(BY_ENDPOINT)
                        .failsWith(PR400_OD_0029)
                        .answeredBy(new BoxUrl(services)),
                route(GET, CellRoles.class)
                        .needs(new OnCell(CellPrivilege.AUTH_READ))
                        .answeredBy(roles::boxes),
                route(GET, CellRolesOfBox.class)
                        .needs(new OnCell(CellPrivilege.AUTH_READ))
                        .answeredBy(roles::box),
                route(GET, CellRole.class)
                        .needs(new OnCell(CellPrivilege.AUTH_READ))
                        .answeredBy(roles::role),
                route(DELETE, CellRoot.class)
                        .needs(UNIT_ROOT)
                        .writesCell()
                        .failsWith(PR412_MC_0001)
                        .answeredBy(new CellBulkDeletion(services)));
    }
}
