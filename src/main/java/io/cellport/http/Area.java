package io.cellport.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A part of the API: the names that it takes below the unit or below a cell, what lies at these paths, the routes, and
 * their description in the {@code openapi.json} beside its class. All of an endpoint stands in the package of its area.
 * The server only puts areas together, and does not start if two take the same name or the same route. One for each
 * router. Belongs to one event loop.
 */
public interface Area {

    /** Reads a path at unit level. */
    @FunctionalInterface
    interface UnitPath {

        /**
         * What lies there.
         *
         * @param below the decoded segments behind the name that the area has taken
         */
        Resource read(List<String> below);
    }

    /** Reads a path in a cell. */
    @FunctionalInterface
    interface CellPath {

        /**
         * What lies there.
         *
         * @param cell the name of the cell, unchecked
         * @param below the decoded segments behind the name that the area has taken
         */
        Resource read(String cell, List<String> below);
    }

    /** The first segments of paths at unit level that are this area's. No cell can be reached at them. */
    default Map<String, UnitPath> unitPaths() {
        return Map.of();
    }

    /** The first segments of paths in a cell that are this area's. No box can be reached at them. */
    default Map<String, CellPath> cellPaths() {
        return Map.of();
    }

    /** The routes, in the order in which methods are listed to clients. */
    List<Route> routes();

    /** This area's part of the description of the API. */
    default JsonObject description() {
        return DescriptionFile.beside(getClass(), "openapi.json");
    }

    /** Answers the requests that are held, and holds none from now on. */
    default void stop() {}
}
