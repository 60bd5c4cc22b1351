package io.cellport.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitDatabaseTest {

    @TempDir
    Path parent;

    @Test
    void whatIsSortedStaysInTheDataDirectory() throws Exception {
        Path data = Files.createDirectory(parent.resolve("somebody's data"));

        try (UnitDatabase unit = new UnitDatabase(data, new Sqlite())) {
            String directory = unit.read("test", connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("PRAGMA temp_store_directory")) {
                    row.next();
                    return row.getString(1);
                }
            });

            assertThat(Path.of(directory)).isDirectory().isEqualTo(data.resolve("tmp"));
        }
    }
}
