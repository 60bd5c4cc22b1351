package io.cellport.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitHttp;
import io.cellport.http.TestUnit;
import io.cellport.imports.inspection.Inspected;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real unit with an empty cell, and moves into it. */
record MoveTarget(TestUnit unit, Path directory) implements AutoCloseable {

    static final String CELL = "target";

    MoveTarget(Path directory) {
        this(TestUnit.withCells(CELL), directory);
    }

    UnitClient client() {
        return new UnitClient(URI.create(unit.url()), unit::unitToken);
    }

    MoveFolder folder() {
        return MoveFolder.open(directory.resolve("move"));
    }

    /** A call of the command; another one goes on with what this one has left. */
    CellMove call(SourceCell source) {
        return new CellMove(source, client(), CELL, folder(), new Inspected(directory)::of, Screen.silent());
    }

    /** The records of its imports, the newest first. */
    List<JsonNode> imports() {
        URI runs = client().http().cellUrl(CELL).resolve("__import/runs");
        List<JsonNode> found = new ArrayList<>();
        client().http().json(UnitHttp.request(runs).GET()).path("runs").forEach(found::add);
        return found;
    }

    @Override
    public void close() {
        unit.close();
    }
}
