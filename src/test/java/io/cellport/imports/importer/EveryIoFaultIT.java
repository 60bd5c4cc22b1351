package io.cellport.imports.importer;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults that stay for a while, from every single operation of the database on. */
class EveryIoFaultIT extends FaultyImports {

    @Test
    @Tag("nightly")
    void theDatabaseFailsFromEachOperationOnUntilItIsRepaired() throws IOException {
        withUnit(directory, sqlite, () -> failEach(1, true));
    }
}
