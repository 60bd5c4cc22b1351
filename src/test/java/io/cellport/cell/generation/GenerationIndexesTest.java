package io.cellport.cell.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.FilledStore;
import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.SqliteGenerationWriter;
import io.cellport.storage.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sealed generation can be asked for without reading all of it. */
class GenerationIndexesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "by id              ! id = 'x'                                                      ! entity_id",
                "by type            ! type = 'Role'                                                 ! entity_key",
                "by key             ! type = 'Role' AND key = 'box\tname'                           ! entity_key",
                "by box             ! type = 'Role' AND key >= 'box\t' AND key < 'box' || char(10)            ! entity_key",
                "by collection      ! type = 'EntityType' AND key >= 'box\tnode\t' AND key < 'box\tnode' || char(10) ! entity_key",
                "by entity type     ! type = 'UserData' AND key >= 'type\t' AND key < 'type' || char(10)      ! entity_key",
                "links from one end ! type = 'link' AND key >= 'Role\tid\t' AND key < 'Role\tid' || char(10)  ! entity_key",
                "links to an end    ! type = 'link' AND OTHER_END = 'Role\tid\t'                    ! link_end"
            })
    void entitiesAreFoundThroughAnIndex(String question, String condition, String index) throws SQLException {
        assertThat(plan("SELECT source FROM entity WHERE " + condition.replace("OTHER_END", LinkKeys.OTHER_END)))
                .as(question)
                .startsWith("SEARCH entity USING INDEX " + index + " ");
    }

    @Test
    void filesAreFoundByTheirPathAndBelowACollection() throws SQLException {
        assertThat(plan("SELECT id FROM file WHERE path = 'a/b'")).startsWith("SEARCH file USING ");
        assertThat(plan("SELECT id FROM file WHERE path >= 'a/' AND path < 'a0'"))
                .startsWith("SEARCH file USING ");
    }

    @Test
    void theOtherEndOfALinkFollowsTheFirstInItsKey() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + LinkKeys.OTHER_END + " FROM (SELECT 'Account\tid 1\tRole\tid 2\t' AS key)")) {
            assertThat(row.getString(1)).isEqualTo("Role\tid 2\t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key",
                "one\t",
                "one\ttwo",
                "\t\t",
                "Größe\t日本\tRole\tid\t",
                "Account\tid 1\tRole\tid\twith tab\t"
            })
    void bytesGiveTheSameEndAsSql(String key) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:");
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + LinkKeys.OTHER_END + " FROM (SELECT ? AS key)")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(new String(LinkKeys.otherEnd(key.getBytes(UTF_8)), UTF_8))
                        .isEqualTo(row.getString(1));
            }
        }
    }

    /** More of them than one page holds, several with the same end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_000})
    void linksAreInTheirIndexAsSqliteWouldHaveThem(int links) throws SQLException {
        Path file = directory.resolve("1.db");
        List<Row> rows = new ArrayList<>(List.of(FilledStore.entity("Role", "id", "key\twith\ttabs")));
        for (int i = 0; i < links; i++) {
            String key = LinkKeys.end("Account", "a" + i) + LinkKeys.end("Role", "r" + i % 700);
            rows.add(FilledStore.entity("link", "link" + i, key));
        }
        try (GenerationWriter writer =
                SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {})) {
            writer.write(rows, new Checkpoint(1, rows.size(), 1));
            writer.seal(() -> {});
        }
        try (Connection connection = new Sqlite().openSealed(file);
                Statement statement = connection.createStatement()) {
            assertThat(text(statement, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(text(
                            statement,
                            "SELECT count(*) FROM entity INDEXED BY link_end WHERE type = 'link' AND "
                                    + LinkKeys.OTHER_END + " = '" + LinkKeys.end("Role", "r0") + "'"))
                    .isEqualTo(Integer.toString((links + 699) / 700));
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }

    private String plan(String query) throws SQLException {
        Path file = directory.resolve("1.db");
        if (Files.notExists(file)) {
            try (GenerationWriter writer =
                    SqliteGenerationWriter.open(file, new Sqlite(), (seal, heartbeat) -> {}, () -> {})) {
                writer.write(List.of(FilledStore.entity("Role", "id", "key")), new Checkpoint(1, 1, 1));
                writer.seal(() -> {});
            }
        }
        try (Connection connection = new Sqlite().openSealed(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            return row.getString("detail");
        }
    }
}
