package io.cellport.odata.index;

import io.cellport.metric.Metrics;
import io.cellport.storage.Sqlite;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Indexes without a verticle, and a way to wait until none is being made. */
public final class SettledIndexes {

    private SettledIndexes() {}

    /** The caller closes them. */
    public static ValueIndexes open(Path directory, long mostBytes) {
        return open(directory, mostBytes, System::nanoTime);
    }

    static ValueIndexes open(Path directory, long mostBytes, LongSupplier nanoTime) {
        ValueIndexes indexes = new ValueIndexes(directory, mostBytes, new Sqlite(), Metrics.NONE, nanoTime);
        indexes.open().await();
        return indexes;
    }

    /** The pool has one thread, so what is put in last runs last. */
    public static void await(ValueIndexes indexes) {
        indexes.sweep().await();
    }
}
