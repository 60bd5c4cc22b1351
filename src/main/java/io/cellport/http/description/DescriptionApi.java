package io.cellport.http.description;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;

import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.cellport.http.address.UnitUrls;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code /__openapi.json}: the description of the API. Belongs to one event loop. */
public final class DescriptionApi implements Area {

    private final UnitUrls urls;

    private final List<Area> others;

    /** @param others all other areas, in the order in which they are described */
    public DescriptionApi(UnitUrls urls, List<Area> others) {
        this.urls = urls;
        this.others = List.copyOf(others);
    }

    /** {@code /__openapi.json}. */
    public record UnitDescription() implements Resource {}

    @Override
    public Map<String, UnitPath> unitPaths() {
        return Map.of("__openapi.json", below -> below.isEmpty() ? new UnitDescription() : new Resource.UnitNothing());
    }

    @Override
    public List<Route> routes() {
        List<JsonObject> parts = Stream.concat(others.stream(), Stream.of(this))
                .map(Area::description)
                .toList();
        ApiDescription description = new ApiDescription(urls, parts);
        return List.of(
                route(OPTIONS, UnitDescription.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, UnitDescription.class).needs(NONE).answeredBy(description));
    }
}
