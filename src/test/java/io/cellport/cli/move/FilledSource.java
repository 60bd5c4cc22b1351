package io.cellport.cli.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.transfer.SnapshotImport;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitHttp;
import io.cellport.http.TestUnit;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real unit with a cell that holds a real snapshot. */
public final class FilledSource implements AutoCloseable {

    private static final String CELL = "source";

    private final TestUnit unit = TestUnit.withCells(CELL);

    private final String token = unit.unitToken();

    public FilledSource() {
        new SnapshotImport(new UnitClient(URI.create(unit.url()), this::token), Screen.silent())
                .run(Path.of("src/test/resources/snapshots/small1.zip"), CELL, "small1");
    }

    public URI url() {
        return URI.create(unit.url() + CELL + "/");
    }

    public String token() {
        return token;
    }

    SourceCell cell() {
        return new SourceCell(url(), this::token);
    }

    /** The records of its exports, the newest first. */
    public List<JsonNode> exports() {
        UnitHttp http = cell().http();
        List<JsonNode> runs = new ArrayList<>();
        http.json(UnitHttp.request(http.url("__export/runs")).GET())
                .path("runs")
                .forEach(runs::add);
        return runs;
    }

    @Override
    public void close() {
        unit.close();
    }
}
