package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.Cell;
import io.cellport.cell.CellStore;
import io.cellport.error.ErrorCode;
import io.cellport.imports.importer.EmbeddedUnit.Around;
import io.cellport.imports.journal.GoneGenerationException;
import io.cellport.imports.journal.ImportState;
import io.cellport.imports.journal.ImportState.Completed;
import io.cellport.imports.journal.Journal;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.ImportStatus.Phase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that shares the runs of its unit with others. */
class SharedRunsTest {

    private static final long LARGE = 1L << 30;

    /** Enough for a node, too little for an import. */
    private static final long SMALL = (16L << 20) + 1;

    private static final long FULL = 1L << 20;

    @TempDir
    Path data;

    private final AtomicLong usableBytes = new AtomicLong(LARGE);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger activations = new AtomicInteger();
    private final RememberedLeases leases = new RememberedLeases();

    private EmbeddedUnit unit(int lostGenerations) {
        return new EmbeddedUnit(
                data,
                new Around()
                        .store(store -> with(CellStore.class, store, "usableBytes", this::look))
                        .journal(journal -> losing(lostGenerations, journal))
                        .leases(leases::of));
    }

    private long look() {
        looks.incrementAndGet();
        return usableBytes.get();
    }

    private static Cell cell(EmbeddedUnit unit) throws IOException {
        Cell cell = unit.store.create("cell1");
        unit.upload(cell, "small1", Path.of("src/test/resources/snapshots/small1.zip"));
        return cell;
    }

    @Test
    void aRunForWhichTheDiskHasNoRoomIsGivenBackAndLeftToOthers() throws IOException {
        try (EmbeddedUnit unit = unit(0)) {
            Cell cell = cell(unit);
            leases.forbid();
            unit.start(cell, "small1");
            long number = unit.journal.active().get(0).run().number();

            usableBytes.set(SMALL);
            leases.allow();

            Awaitility.await().until(() -> leases.released().contains(number));
            Awaitility.await().until(() -> leases.excluded().contains(number));
            assertThat(unit.status(cell).isActive()).isTrue();
            assertThat(unit.journal.active().get(0).run().attempt()).isEqualTo(1);
        }
    }

    @Test
    void aProcessWhoseDiskIsFullClaimsNothingUntilThereIsRoom() throws IOException {
        try (EmbeddedUnit unit = unit(0)) {
            Cell cell = cell(unit);
            leases.forbid();
            unit.start(cell, "small1");
            usableBytes.set(FULL);
            awaitLooksAtTheDisk(2);
            Set<Long> roomAtClaims = ConcurrentHashMap.newKeySet();
            leases.onClaim(() -> roomAtClaims.add(usableBytes.get()));
            leases.allow();
            awaitLooksAtTheDisk(1);

            usableBytes.set(LARGE);

            assertThat(unit.awaitEnd(cell)).isEqualTo(ImportStatus.READY);
            assertThat(roomAtClaims).containsExactly(LARGE);
        }
    }

    /** A process looks before each claim. One that it had begun before has ended when it looks again. */
    private void awaitLooksAtTheDisk(int more) {
        int before = looks.get();
        Awaitility.await().until(() -> looks.get() - before >= more);
    }

    @Test
    void aRunWhoseUploadIsGoneAtTheActivationIsUploadedAgain() throws IOException {
        try (EmbeddedUnit unit = unit(2)) {
            Cell cell = cell(unit);

            assertThat(unit.importAndWait(cell, "small1")).isEqualTo(ImportStatus.READY);

            assertThat(activations).hasValue(3);
            assertThat(unit.journal.history(cell.id(), 1).get(0).state().run().attempt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRunWhoseUploadIsGoneAgainAndAgainFailsByAFaultOfTheServer() throws IOException {
        try (EmbeddedUnit unit = unit(Integer.MAX_VALUE)) {
            Cell cell = cell(unit);

            ImportStatus failed = unit.importAndWait(cell, "small1");

            assertThat(failed.phase()).isEqualTo(Phase.FAILED);
            assertThat(failed.error().code()).isEqualTo(ErrorCode.PR500_MC_0004);
            assertThat(activations).hasValue(3);
            assertThat(unit.store.current(cell.id())).isEmpty();
        }
    }

    /** A journal that refuses so many activations, as if what they activate were gone. */
    private Journal losing(int generations, Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[0] instanceof Completed completed
                            && activations.incrementAndGet() <= generations) {
                        throw new GoneGenerationException(((ImportState) completed).run());
                    }
                    return passedOn(() -> method.invoke(journal, arguments));
                });
    }

    private static <T> T with(Class<T> type, T real, String method, Supplier<?> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> called.getName().equals(method)
                        ? answer.get()
                        : passedOn(() -> called.invoke(real, arguments))));
    }

    @FunctionalInterface
    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object passedOn(Reflective call) throws Throwable {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
