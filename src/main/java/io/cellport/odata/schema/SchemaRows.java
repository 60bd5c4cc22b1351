package io.cellport.odata.schema;

import io.cellport.storage.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of one schema by their keys. Blocks; for one thread. */
final class SchemaRows {

    private final Connection connection;

    SchemaRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * How many bytes the rows of a schema have, which are not read for that.
     *
     * @param scope what the keys of its types begin with, before a tab
     */
    long bytes(String scope) throws SQLException {
        String sql = """
                WITH type AS (
                  SELECT id, length(CAST(source AS BLOB)) AS bytes FROM entity INDEXED BY entity_key
                    WHERE type IN ('EntityType', 'ComplexType') AND key >= ? AND key < ?)
                SELECT coalesce(sum(bytes), 0) FROM (
                  SELECT bytes FROM type
                  UNION ALL
                  SELECT length(CAST(member.source AS BLOB)) FROM type
                    CROSS JOIN entity AS member INDEXED BY entity_key
                    ON member.type IN ('Property', 'AssociationEnd', 'ComplexTypeProperty')
                      AND member.key >= type.id || char(9) AND member.key < type.id || char(10))""";
        return Statements.first(connection, sql, row -> row.getLong(1), scope + '\t', scope + (char) ('\t' + 1))
                .orElseThrow();
    }

    /** The rows of a type whose keys begin with a scope and a tab, in the order of import. */
    List<SchemaRow> within(String type, String scope) throws SQLException {
        List<SchemaRow> rows = new ArrayList<>();
        String sql = """
                SELECT id, source FROM entity INDEXED BY entity_key
                  WHERE type = ? AND key >= ? AND key < ? ORDER BY rowid""";
        Statements.forEach(
                connection,
                sql,
                row -> SchemaRow.of(row.getString(1), row.getBytes(2)),
                rows::add,
                type,
                scope + '\t',
                scope + (char) ('\t' + 1));
        return rows;
    }
}
