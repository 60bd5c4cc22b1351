package io.cellport.http.odata;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.auth.access.Privilege.ROOT;
import static io.cellport.error.ErrorCode.PR400_CM_0006;
import static io.cellport.error.ErrorCode.PR404_DV_0002;
import static io.cellport.error.ErrorCode.PR404_OD_0002;
import static io.cellport.error.ErrorCode.PR405_MC_0001;
import static io.cellport.error.ErrorCode.PR406_OD_0001;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;

import io.cellport.auth.AclPrivilege.BoxPrivilege;
import io.cellport.auth.access.Privilege;
import io.cellport.auth.access.Privilege.OnPath;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.ContentResource;
import io.cellport.http.ContentResource.ODataCollection;
import io.cellport.http.ContentResource.ODataPath;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.odata.ControlResource.ControlEntity;
import io.cellport.http.odata.ControlResource.ControlLinks;
import io.cellport.http.odata.ControlResource.ControlMetadata;
import io.cellport.http.odata.ControlResource.ControlNavigation;
import io.cellport.http.odata.ControlResource.ControlRoot;
import io.cellport.http.odata.ControlResource.ControlSet;
import io.cellport.http.odata.ControlResource.InSet;
import io.cellport.odata.schema.UserSchemas;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code {cell}/__ctl}: accounts, roles, boxes and all else that a cell consists of; and the entities in collections of
 * boxes. Belongs to one event loop.
 */
public final class ODataApi implements Area {

    private static final String CONTROL = "__ctl";

    private static final List<Class<? extends InSet>> CONTROL_RESOURCES =
            List.of(ControlSet.class, ControlEntity.class, ControlNavigation.class, ControlLinks.class);

    private final ODataEndpoint rows;

    private final DocumentEndpoint documents;

    private final UserSchemas schemas;

    public ODataApi(RouterServices services) {
        this.rows = new ODataEndpoint(services);
        this.documents = new DocumentEndpoint(services);
        this.schemas = services.schemas();
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of(CONTROL, ControlResource::read);
    }

    @Override
    public List<Route> routes() {
        return Stream.of(control(), controlSets(), collections())
                .flatMap(routes -> routes)
                .toList();
    }

    /** As in Personium, everybody may read what types there are, which are the same in every cell. */
    private Stream<Route> control() {
        return Stream.of(
                route(OPTIONS, ControlRoot.class).needs(ROOT).answeredBy(AllowedMethods::answer),
                route(GET, ControlRoot.class)
                        .needs(ROOT)
                        .answeredBy(exchange -> documents.serviceOfCell(exchange, urlOfControl(exchange))),
                route(OPTIONS, ControlMetadata.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, ControlMetadata.class).needs(NONE).answeredBy(documents::metadataOfCell));
    }

    private Stream<Route> controlSets() {
        return CONTROL_RESOURCES.stream()
                .flatMap(resource -> Stream.of(
                        line(OPTIONS, resource, AllowedMethods::answer), line(GET, resource, this::readControl)));
    }

    private Stream<Route> collections() {
        return Stream.of(
                route(OPTIONS, ODataPath.class)
                        .needs(ODataApi::reading)
                        .failsWith(PR404_DV_0002)
                        .answeredBy(AllowedMethods::answer),
                route(GET, ODataPath.class)
                        .needs(ODataApi::reading)
                        .failsWith(PR400_CM_0006, PR404_DV_0002, PR404_OD_0002, PR405_MC_0001, PR406_OD_0001)
                        .answeredBy(this::readCollection),
                route(GET, ODataCollection.class)
                        .needs(ODataApi::reading)
                        .failsWith(PR404_DV_0002)
                        .answeredBy(this::describeCollection));
    }

    private static <R extends InSet> Route line(HttpMethod method, Class<R> resource, Endpoint endpoint) {
        return route(method, resource)
                .needs(asked -> ControlPrivileges.ofSet(asked.target().set()))
                .failsWith(PR400_CM_0006, PR404_OD_0002, PR406_OD_0001)
                .answeredBy(endpoint);
    }

    private static Privilege reading(ContentResource resource) {
        return new OnPath(BoxPrivilege.READ, resource.path());
    }

    private static String urlOfControl(Exchange exchange) {
        return exchange.realm() + CONTROL + "/";
    }

    private Future<Void> readControl(Exchange exchange) {
        InSet resource = (InSet) exchange.resource();
        return rows.read(exchange, new ODataService.OfCell(urlOfControl(exchange)), resource.target());
    }

    private Future<Void> describeCollection(Exchange exchange) {
        ODataCollection resource = (ODataCollection) exchange.resource();
        return documents.serviceOfCollection(exchange, ODataService.OfCollection.of(resource, exchange, schemas));
    }

    private Future<Void> readCollection(Exchange exchange) {
        ODataPath resource = (ODataPath) exchange.resource();
        List<String> below = resource.below();
        if (!below.get(0).equals(ODataTarget.METADATA)) {
            return rows.read(
                    exchange, ODataService.OfCollection.of(resource, exchange, schemas), ODataTarget.parse(below));
        }
        ODataService.OfSchema types = ODataService.OfSchema.of(resource, exchange);
        List<String> belowTypes = below.subList(1, below.size());
        if (belowTypes.isEmpty()) {
            return documents.metadataOfCollection(
                    exchange, ODataService.OfCollection.of(resource, exchange, schemas), types);
        }
        return belowTypes.equals(List.of(ODataTarget.METADATA))
                ? documents.metadataOfTypes(exchange)
                : rows.read(exchange, types, ODataTarget.parse(belowTypes));
    }
}
