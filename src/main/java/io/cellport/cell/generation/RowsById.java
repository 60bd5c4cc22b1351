package io.cellport.cell.generation;

import static io.cellport.storage.Statements.first;

import io.cellport.storage.pages.KeyConsumer;
import io.cellport.storage.pages.KeySorter;
import io.cellport.storage.pages.RowRecord;
import io.cellport.storage.pages.TableRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads the rows of some types in the order of the bytes of their ids. The pages of the table are read once from first
 * to last, without SQLite, and short rows are sorted whole, in a file if there are many: to look each of a million up
 * in that order takes many times as long. Of long rows only the numbers are sorted. Blocks; for one thread.
 */
final class RowsById {

    private static final int LONGEST_SORTED = 16 << 10;

    private static final int SORTED_IN_MEMORY = 4 << 20;

    private static final int ROWS_A_BEAT = 256;

    private static final int TYPE = 0;
    private static final int ID = 1;
    private static final int SOURCE = 3;

    private final Connection connection;
    private final List<String> types;
    private final byte[][] typesInRows;
    private final RowMemory memory;

    /** @param types at most 127 */
    RowsById(Connection connection, List<String> types, RowMemory memory) {
        this.connection = connection;
        this.types = types;
        this.memory = memory;
        this.typesInRows = types.stream()
                .map(type -> type.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    void forEach(Path file, Path temporaries, Runnable heartbeat, Consumer<SortedEntity> consumer)
            throws SQLException, IOException {
        try (KeySorter sorter = new KeySorter(temporaries.resolve("sort-" + UUID.randomUUID()), SORTED_IN_MEMORY);
                PreparedStatement find =
                        connection.prepareStatement("SELECT length(source), source FROM entity WHERE rowid = ?")) {
            sort(file, sorter, heartbeat);
            sorter.sorted(new KeyConsumer<SQLException>() {
                @Override
                public void announce(int bytes) {
                    borrow(bytes);
                }

                @Override
                public void accept(byte[] key, long row) throws SQLException {
                    consumer.accept(entity(key, row, find));
                }
            });
        }
    }

    private void borrow(long bytes) {
        if (bytes > RowMemory.FREE_BYTES) {
            memory.need(bytes);
        }
    }

    private void sort(Path file, KeySorter sorter, Runnable heartbeat) throws SQLException, IOException {
        String sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'entity'";
        long root = first(connection, sql, found -> found.getLong(1)).orElseThrow();
        try (TableRows rows = new TableRows(file, root)) {
            int type = 0;
            for (long count = 0; rows.next(); count++) {
                if (count % ROWS_A_BEAT == 0) {
                    heartbeat.run();
                }
                RowRecord row = rows.row();
                type = type(row.bytes(TYPE), type);
                if (type >= 0) {
                    borrow(row.size(ID));
                    boolean isShort = row.size(SOURCE) <= LONGEST_SORTED;
                    byte[] source = isShort ? row.bytes(SOURCE) : new byte[0];
                    sorter.add(IdKey.of(type, row.bytes(ID)), source, row.number());
                }
            }
        }
    }

    /** Its place among the types; most rows have that of the one before. */
    private int type(byte[] type, int before) {
        if (before >= 0 && Arrays.equals(type, typesInRows[before])) {
            return before;
        }
        int found = typesInRows.length - 1;
        while (found >= 0 && !Arrays.equals(type, typesInRows[found])) {
            found--;
        }
        return found;
    }

    private SortedEntity entity(byte[] key, long row, PreparedStatement find) throws SQLException {
        int end = IdKey.end(key);
        byte[] source = end < key.length ? Arrays.copyOfRange(key, end, key.length) : source(row, find);
        return new SortedEntity(types.get(IdKey.type(key)), IdKey.id(key), source);
    }

    private byte[] source(long row, PreparedStatement find) throws SQLException {
        find.setLong(1, row);
        try (ResultSet found = find.executeQuery()) {
            found.next();
            borrow(found.getLong(1));
            return found.getBytes(2);
        }
    }
}
