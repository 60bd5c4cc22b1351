package io.cellport.http.routing;

import io.cellport.http.Area;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The route table: everything that the server can be asked to do, as the areas list it. Immutable. */
public final class Routes {

    private final List<Route> all;

    private final Map<Class<? extends Resource>, Map<HttpMethod, Route>> byResource = new HashMap<>();

    /** @throws IllegalStateException if two routes are for the same method and resource */
    public Routes(List<Area> areas) {
        all = areas.stream().flatMap(area -> area.routes().stream()).toList();
        for (Route route : all) {
            Route other = byResource
                    .computeIfAbsent(route.resource(), resource -> new LinkedHashMap<>())
                    .put(route.method(), route);
            if (other != null) {
                throw new IllegalStateException("two routes for " + route.method() + " "
                        + route.resource().getName());
            }
        }
    }

    /** Every line, in the order in which methods are listed to clients. */
    public List<Route> all() {
        return all;
    }

    /** The line for a request. */
    public Optional<Route> find(HttpMethod method, Resource resource) {
        HttpMethod effective = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return Optional.ofNullable(of(resource).get(effective));
    }

    /** The methods of a resource as the {@code Allow} header lists them; empty if it has none. */
    public String allowed(Resource resource) {
        return String.join(
                ", ", of(resource).keySet().stream().map(HttpMethod::name).toList());
    }

    private Map<HttpMethod, Route> of(Resource resource) {
        return byResource.getOrDefault(resource.getClass(), Map.of());
    }
}
