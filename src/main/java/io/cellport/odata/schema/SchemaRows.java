package io.cellport.odata.schema;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.storage.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of one schema by their keys. Blocks; for one thread. */
final class SchemaRows {

    /** Most bytes of a schema's rows; those of the reference have at most a tenth. */
    private static final int MOST_BYTES = 16 << 20;

    private final Connection connection;
    private int bytes;

    SchemaRows(Connection connection) {
        this.connection = connection;
    }

    /** How many bytes the rows have that were read so far. */
    int bytes() {
        return bytes;
    }

    /**
     * The rows of a type whose keys begin with a scope and a tab, in the order of import.
     *
     * @throws ApiException {@code PR500-OD-0001} if the schema is too large
     */
    List<SchemaRow> within(String type, String scope) throws SQLException {
        List<SchemaRow> rows = new ArrayList<>();
        String sql = """
                SELECT id, source FROM entity INDEXED BY entity_key
                  WHERE type = ? AND key >= ? AND key < ? ORDER BY rowid""";
        Statements.forEach(
                connection,
                sql,
                row -> {
                    byte[] source = row.getBytes(2);
                    count(source.length);
                    return SchemaRow.of(row.getString(1), source);
                },
                rows::add,
                type,
                scope + '\t',
                scope + (char) ('\t' + 1));
        return rows;
    }

    private void count(int length) {
        bytes += length;
        if (bytes > MOST_BYTES) {
            throw ApiException.of(ErrorCode.PR500_OD_0001, Integer.toString(MOST_BYTES));
        }
    }
}
