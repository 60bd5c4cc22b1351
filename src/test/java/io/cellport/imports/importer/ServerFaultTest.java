package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.config.Limits;
import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.ImportAccepted;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import io.cellport.storage.Sqlite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the server itself throws during an import, the import ends, and its owner is told whose fault it is. */
class ServerFaultTest {

    @TempDir
    Path data;

    private volatile Throwable fault;

    static Stream<Throwable> faults() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("some/Class"),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheServerEndsTheRunAndSaysSo(Throwable thrown) throws IOException {
        try (EmbeddedUnit unit =
                new EmbeddedUnit(data, Limits.DEFAULT, new Sqlite(), Vertx.vertx(), 3, this::failing)) {
            Cell cell = unit.store.create("cell");
            unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
            CellContent old = CellContent.of(unit.store, cell);

            fault = thrown;
            ImportAccepted accepted = unit.start(cell, "small1");
            ImportStatus failed = unit.awaitEnd(cell);
            fault = null;

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0004));
            assertThat(unit.report(cell, accepted).error().error()).isEqualTo(ApiError.of(ErrorCode.PR500_MC_0004));
            assertThat(CellContent.of(unit.store, cell)).isEqualTo(old);
            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);
        }
    }

    private CellStore failing(CellStore store) {
        return (CellStore) Proxy.newProxyInstance(
                CellStore.class.getClassLoader(), new Class<?>[] {CellStore.class}, (proxy, method, arguments) -> {
                    Throwable thrown = fault;
                    if (thrown != null && method.getName().equals("build")) {
                        throw thrown;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
