package io.cellport.http.routing;

import io.cellport.http.Area;
import io.cellport.http.Resource.CellNothing;
import io.cellport.http.Resource.UnitNothing;
import io.cellport.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An area that takes what the test gives it. */
final class TestArea implements Area {

    private final Map<String, UnitPath> unitPaths = new HashMap<>();

    private final Map<String, CellPath> cellPaths = new HashMap<>();

    private final List<Route> routes = new ArrayList<>();

    TestArea atUnit(String name) {
        unitPaths.put(name, below -> new UnitNothing());
        return this;
    }

    TestArea inCell(String name) {
        cellPaths.put(name, (cell, below) -> new CellNothing(cell));
        return this;
    }

    TestArea with(Route route) {
        routes.add(route);
        return this;
    }

    @Override
    public Map<String, UnitPath> unitPaths() {
        return unitPaths;
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return cellPaths;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }
}
