package io.cellport.exports.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.storage.FaultyFiles;
import io.cellport.storage.Sqlite;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The first, the second, the third … operation of an export fails, until none is left to fail: once, or from then on
 * until the fault is lifted, by turns for want of space and by an I/O error. An end that cannot be journalled is tried
 * again each second, so the operations of the database are sampled but for the nightly run.
 */
class ExportIoFaultIT extends FaultyExports {

    private static final int SAMPLE = 9;

    @Test
    void operationsOfTheDatabaseFailOnce() throws IOException {
        withUnit(directory, sqlite, () -> failEach(SAMPLE, false));
    }

    @Test
    @Tag("nightly")
    void everyOperationOfTheDatabaseFailsOnce() throws IOException {
        withUnit(directory, sqlite, () -> failEach(1, false));
    }

    @Test
    @Tag("nightly")
    void theDatabaseFailsUntilTheFaultIsLifted() throws IOException {
        withUnit(directory, sqlite, () -> failEach(1, true));
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
}
