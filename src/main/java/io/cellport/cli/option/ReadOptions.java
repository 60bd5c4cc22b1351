package io.cellport.cli.option;

import io.cellport.cli.unit.ContentClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of all commands that read the content of a cell. Blocks; for one thread. */
public final class ReadOptions {

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    /** Reads the content of the cell. */
    public ContentClient content() {
        return new ContentClient(unit.client().http(), cell);
    }
}
