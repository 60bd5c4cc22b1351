package io.cellport.http;

/** What the path of a request points to. Whether it exists is another question. */
public sealed interface Resource {

    /** {@code /}. */
    record UnitRoot() implements Resource {}

    /** {@code /__openapi.json}. */
    record UnitDescription() implements Resource {}

    /** {@code /__ctl/Cell}. */
    record UnitCells() implements Resource {}

    /** {@code /__ctl/Cell('name')}. */
    record UnitCell(String name) implements Resource {}

    /** A path at unit level where nothing can be. */
    record UnitNothing() implements Resource {}

    /** A set of {@code /__ctl} that the unit does not have. */
    record UnitUnknownSet() implements Resource {}

    /** {@code /__ctl/Cell(...)} with a key that cannot be read. */
    record UnitBadKey() implements Resource {}

    /** Anything below a cell's URL. The cell is looked up first: what is below it is told only if it exists. */
    sealed interface InCell extends Resource {

        /** The name of the cell, checked for nothing. */
        String cell();
    }

    /** The cell itself, {@code {cell}/}. */
    record CellRoot(String cell) implements InCell {}

    /** {@code {cell}/__import}. */
    record CellImport(String cell) implements InCell {}

    /** {@code {cell}/__import/runs}. */
    record CellRuns(String cell) implements InCell {}

    /** {@code {cell}/__import/runs/{importId}}. */
    record CellRun(String cell, String importId) implements InCell {}

    /** {@code {cell}/__token}. */
    record CellToken(String cell) implements InCell {}

    /** {@code {cell}/__snapshot}. */
    record CellSnapshots(String cell) implements InCell {}

    /** {@code {cell}/__snapshot/{file}}; the name of the file is checked for nothing. */
    record CellSnapshotFile(String cell, String file) implements InCell {}

    /** {@code {cell}/{box}}: any name that is not reserved is a box. */
    record CellBox(String cell, String box) implements InCell {}

    /** A path in a cell where nothing can be. */
    record CellNothing(String cell) implements InCell {}
}
