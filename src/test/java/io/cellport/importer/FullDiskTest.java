package io.cellport.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.config.Limits;
import io.cellport.message.ErrorCode;
import io.cellport.message.ImportStatus;
import io.cellport.message.ReplyErrors;
import io.cellport.store.Cell;
import io.cellport.store.CellStore;
import io.cellport.store.Sqlite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    @TempDir
    Path data;

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

    private CellStore onThisDisk(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(),
                new Class<?>[] {CellStore.class},
                (proxy, method, arguments) ->
                        method.getName().equals("usableBytes") ? usableBytes.get() : method.invoke(store, arguments));
    }
}
