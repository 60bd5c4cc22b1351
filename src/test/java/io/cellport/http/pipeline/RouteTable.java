package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.access.AuthServices;
import io.cellport.auth.access.Privilege;
import io.cellport.http.Area;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.question.StatusQueries;
import io.cellport.http.routing.ResourceResolver;
import io.cellport.http.routing.Routes;
import io.cellport.metric.Metrics;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The areas of the server, their routes, and where their resources lie: at the paths of the API's description. */
public final class RouteTable {

    private static final List<Area> AREAS = open();

    private static final ResourceResolver PATHS = new ResourceResolver(AREAS);

    private static final Routes ROUTES = new Routes(AREAS);

    private static final Map<Class<? extends Resource>, String> TEMPLATES = AREAS.stream()
            .flatMap(area -> area.description().getJsonObject("paths").fieldNames().stream())
            .filter(template -> !template.startsWith("/{cell}/{box}"))
            .collect(Collectors.toUnmodifiableMap(
                    template -> PATHS.resolve(fill(template, "cell")).getClass(), template -> template));

    private RouteTable() {}

    /** Areas of a server that does not run; their endpoints are not to be called. */
    private static List<Area> open() {
        AuthServices nobody = new AuthServices(null, null, null, null, null, null);
        Vertx vertx = Vertx.vertx();
        RouterServices services = new RouterServices(
                vertx,
                config().build(),
                null,
                nobody,
                null,
                null,
                Optional.empty(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Metrics.NONE,
                null,
                null);
        List<Area> areas = RouterVerticle.areas(services, new StatusQueries(vertx, null, StatusQueries.PATIENCE), null);
        vertx.close().await();
        return areas;
    }

    public static List<Area> areas() {
        return AREAS;
    }

    /** Every line of the table; the endpoints are not to be called. */
    public static List<Route> all() {
        return ROUTES.all();
    }

    /** The lines of resources that are at their paths whatever a cell contains, and that one privilege opens. */
    public static List<Route> outsideOfBoxes() {
        return all().stream()
                .filter(route -> TEMPLATES.containsKey(route.resource()))
                .filter(route -> privilege(route) != Privilege.BY_ENDPOINT)
                .toList();
    }

    /** A resource of the type. */
    public static Resource sample(Class<? extends Resource> resource) {
        return ContentSamples.of(resource).orElseGet(() -> resolve(path(resource, "cell")));
    }

    /** What a path points to. */
    public static Resource resolve(String path) {
        return PATHS.resolve(path);
    }

    /** The line for a request. */
    public static Optional<Route> find(String method, Resource resource) {
        return all().stream()
                .filter(route -> route.method().name().equals(method.equals("HEAD") ? "GET" : method))
                .filter(route -> route.resource().equals(resource.getClass()))
                .findFirst();
    }

    /** What a route needs where {@link #path} leads. */
    public static Privilege privilege(Route route) {
        return route.privilege(resolve(path(route.resource(), "cell")));
    }

    /** Whether something can be at the paths of a resource. */
    public static boolean describes(Class<? extends Resource> resource) {
        return TEMPLATES.containsKey(resource);
    }

    /** The path of a resource with its parameters in braces. */
    public static String template(Class<? extends Resource> resource) {
        return ContentSamples.template(resource)
                .orElseGet(() ->
                        assertThat(TEMPLATES).containsKey(resource).actual().get(resource));
    }

    /** The path of a resource in a cell. */
    public static String path(Class<? extends Resource> resource, String cell) {
        return fill(template(resource), cell);
    }

    private static String fill(String template, String cell) {
        return template.replace("{cell}", cell)
                .replace("{set}({key})", "Rule('matrix')")
                .replace("{set}", "Rule")
                .replace("{navigation}", "_Box")
                .replace("{file}", "matrix.zip")
                .replace("{box}", "__")
                .replace("{role}", "admin")
                .replace("{uploadId}", "00000000-0000-0000-0000-000000000000")
                .replace("{exportId}", "00000000-0000-0000-0000-000000000000")
                .replace("{importId}", "00000000-0000-0000-0000-000000000000");
    }
}
