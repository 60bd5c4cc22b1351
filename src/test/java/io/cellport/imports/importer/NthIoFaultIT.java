package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.storage.FaultyFiles;
import io.cellport.storage.Sqlite;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The first, the second, the third … operation of an import fails, until none is left to fail. Once: every operation.
 * From then on until the fault is lifted: every one on files, but only every 7th of the database's, because an end that
 * cannot be journalled is tried again each second; {@link EveryIoFaultIT} takes them all.
 */
class NthIoFaultIT extends FaultyImports {

    @Test
    void everyOperationOfTheDatabaseFailsOnce() throws IOException {
        withUnit(directory, sqlite, () -> failEach(1, false));
    }

    @Test
    void theDatabaseFailsUntilTheFaultIsLifted() throws IOException {
        withUnit(directory, sqlite, () -> failEach(7, true));
    }

    @Test
    void everyOperationOnFilesFailsOnce() throws IOException {
        FaultyFiles files = new FaultyFiles(faults, false);
        withUnit(files.wrap(directory), new Sqlite(), () -> failEach(1, false));
        assertThat(files.openChannels()).isZero();
    }

    @Test
    void filesFailUntilTheFaultIsLifted() throws IOException {
        FaultyFiles files = new FaultyFiles(faults, false);
        withUnit(files.wrap(directory), new Sqlite(), () -> failEach(1, true));
        assertThat(files.openChannels()).isZero();
    }

    @Test
    void shortReadsChangeNothing() throws IOException {
        FaultyFiles files = new FaultyFiles(faults, true);
        withUnit(files.wrap(directory), new Sqlite(), () -> {
            for (int i = 0; i < 2; i++) {
                assertThat(importWithFault(1, true, false)).isEqualTo(Phase.READY);
            }
        });
    }
}
