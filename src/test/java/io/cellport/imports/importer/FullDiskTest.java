package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.config.Limits;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class FullDiskTest {

    @TempDir
    Path data;

    @TempDir
    Path files;

    private final AtomicLong usableBytes = new AtomicLong();

    @Test
    void anImportThatWouldNotFitOnTheDiskIsRefusedUpFront() throws IOException {
        try (EmbeddedUnit unit =
                new EmbeddedUnit(data, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, this::onThisDisk)) {
            Cell cell = unit.store.create("cell1");
            unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
            usableBytes.set(1 << 20);

            assertThatThrownBy(() -> unit.start(cell, "small1"))
                    .satisfies(failure -> assertThat(ReplyErrors.errorOf(failure))
                            .hasValueSatisfying(
                                    error -> assertThat(error.code()).isEqualTo(ErrorCode.PR503_SV_0005)));
            assertThat(unit.status(cell)).isEqualTo(ImportStatus.READY);
            assertThat(unit.journal.active()).isEmpty();

            usableBytes.set(1 << 30);
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        }
    }

    @Test
    void anImportThatFillsTheDiskFailsWithItsCodeAndTheNextOneCanSucceed() throws IOException {
        AtomicInteger pages = new AtomicInteger(Integer.MAX_VALUE - 1);
        try (EmbeddedUnit unit = new EmbeddedUnit(data, Limits.DEFAULT, growingTo(pages))) {
            Cell cell = unit.store.create("cell1");
            unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
            unit.upload(
                    cell,
                    "large",
                    SnapshotBuilder.snapshot().userData(5_000, 300).writeTo(files.resolve("large")));
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
            CellContent old = CellContent.of(unit.store, cell);

            pages.set(100);
            ImportStatus failed = unit.importAndWait(cell, "large");

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error().code()).isEqualTo(ErrorCode.PR503_SV_0005);
            assertThat(CellContent.of(unit.store, cell)).isEqualTo(old);
            pages.set(Integer.MAX_VALUE - 1);
            assertThat(unit.importAndWait(cell, "large")).isEqualTo(ImportStatus.READY);
        }
    }

    /** SQLite that finds no room for more pages in a generation under construction. */
    private static Sqlite growingTo(AtomicInteger pages) {
        return new Sqlite() {
            @Override
            protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
                Connection connection = super.connect(config, file);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA max_page_count = " + pages.get());
                }
                return connection;
            }
        };
    }

    private CellStore onThisDisk(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(),
                new Class<?>[] {CellStore.class},
                (proxy, method, arguments) ->
                        method.getName().equals("usableBytes") ? usableBytes.get() : method.invoke(store, arguments));
    }
}
