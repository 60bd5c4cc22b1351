package io.cellport.http.console;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.OPTIONS;

import io.cellport.config.UnitConfig;
import io.cellport.error.ErrorCode;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Route;
import io.cellport.http.console.ConsoleResource.ConsoleFile;
import io.cellport.http.console.ConsoleResource.ConsolePage;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** {@code /__console}, unless it is turned off. Belongs to one event loop. */
public final class ConsoleApi implements Area {

    static final String NAME = "__console";

    private final UnitConfig config;

    public ConsoleApi(UnitConfig config) {
        this.config = config;
    }

    @Override
    public Map<String, UnitPath> unitPaths() {
        return Map.of(NAME, config.http().console() ? ConsoleResource::read : below -> new UnitNothing());
    }

    @Override
    public List<Route> routes() {
        if (!config.http().console()) {
            return List.of();
        }
        ServeConsole console = new ServeConsole(config.unit());
        return List.of(
                route(OPTIONS, ConsolePage.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, ConsolePage.class).needs(NONE).answeredBy(console::page),
                route(OPTIONS, ConsoleFile.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(GET, ConsoleFile.class)
                        .needs(NONE)
                        .failsWith(ErrorCode.PR404_MC_0001)
                        .answeredBy(console::file));
    }

    @Override
    public JsonObject description() {
        return config.http().console() ? Area.super.description() : new JsonObject().put("paths", new JsonObject());
    }
}
