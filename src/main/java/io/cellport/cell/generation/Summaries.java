package io.cellport.cell.generation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the counts of a sealed generation. Blocks; stateless. */
public final class Summaries {

    private Summaries() {}

    public static GenerationSummary read(Connection connection) throws SQLException {
        SortedMap<String, Long> entities = new TreeMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT type, count(*) FROM entity GROUP BY type");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entities.put(rows.getString(1), rows.getLong(2));
            }
        }
        String sql = "SELECT (SELECT count(*) FROM file), (SELECT coalesce(sum(size), 0) FROM file),"
                + " (SELECT dangling FROM seal)";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return new GenerationSummary(
                    Collections.unmodifiableSortedMap(entities), rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
    }
}
