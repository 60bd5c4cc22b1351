package io.cellport.cell.generation;

import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A generation whose file is open, and who reads it. {@link OpenGenerations} guards it. Blocks; for one thread. */
final class OpenGeneration {

    final GenerationReaders readers;

    /** Which file it is; null if that cannot be told. */
    @Nullable
    FileState state;

    /** How many read it. */
    int count;

    /** Whether the file is to be deleted after the last of them. */
    boolean doomed;

    OpenGeneration(GenerationReaders readers, @Nullable FileState state) {
        this.readers = readers;
        this.state = state;
    }

    boolean isOf(@Nullable FileState other) {
        return other != null && other.equals(state);
    }

    /** Notes that its only reader is about to read another file; false if there are others. */
    boolean isNowReadAs(@Nullable FileState other) {
        if (count > 1) {
            return false;
        }
        state = other;
        return true;
    }

    /** Closes the connections of all; blocks. */
    static void close(Collection<OpenGeneration> all) throws SQLException {
        SQLException first = null;
        for (OpenGeneration each : all) {
            try {
                each.readers.close();
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
