package io.cellport.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "No space left on device, disk full, ENOSPC",
        "Disk quota exceeded, disk full, EDQUOT",
        "Permission denied, permission denied, EACCES",
        "Read-only file system, read-only, EROFS",
        "Input/output error, I/O error, EIO",
        "Too many open files, too many open files, EMFILE"
    })
    void namesAnErrorOfTheSystemHoweverJavaWrapsIt(String text, String kind, String name) {
        assertThat(FailureReason.words(new IOException(text))).isEqualTo(kind + ", " + name);
        assertThat(FailureReason.words(new FileSystemException("/secret", null, text)))
                .isEqualTo(kind + ", " + name);
        assertThat(FailureReason.words(new FileNotFoundException("/secret (" + text + ")")))
                .isEqualTo(kind + ", " + name);
        assertThat(FailureReason.words(new IllegalStateException("why", new IOException(text))))
                .isEqualTo(kind + ", " + name);
    }

    @Test
    void namesAnErrorThatJavaHasAClassFor() {
        assertThat(FailureReason.words(new NoSuchFileException("/secret"))).isEqualTo("missing, ENOENT");
        assertThat(FailureReason.words(new AccessDeniedException("/secret"))).isEqualTo("permission denied, EACCES");
    }

    @Test
    void namesTheCodeOfAnErrorThatTheMachineHasNotCaused() {
        assertThat(FailureReason.words(ApiException.of(ErrorCode.PR503_SV_0005)))
                .isEqualTo("PR503-SV-0005");
        assertThat(FailureReason.words(
                        ApiException.of(ErrorCode.PR503_SV_0005, new IOException("No space left on device"))))
                .isEqualTo("disk full, ENOSPC");
    }

    @Test
    void neverQuotesAnUnknownText() {
        assertThat(FailureReason.of(new IOException("/secret/No space left on device/x")))
                .isEmpty();
        assertThat(FailureReason.words(new IOException("eyJ.token"))).isEqualTo("no reason given");
        assertThat(FailureReason.of(new IllegalStateException("No space left on device")))
                .isEmpty();
    }

    @Test
    void namesTheExtendedResultCodeOfSqlite() throws SQLException, IOException {
        Path file = Files.writeString(directory.resolve("no.db"), "this is no database, though it is long enough");

        assertThat(FailureReason.words(failureOf(file, "SELECT * FROM sqlite_schema")))
                .isEqualTo("damaged, SQLITE_NOTADB");
        assertThat(FailureReason.words(failureOf(
                        directory.resolve("small.db"),
                        "CREATE TABLE t(x)",
                        "PRAGMA max_page_count = 2",
                        "INSERT INTO t VALUES(zeroblob(100000))")))
                .isEqualTo("disk full, SQLITE_FULL");
        assertThat(FailureReason.words(failureOf(
                        directory.resolve("unique.db"),
                        "CREATE TABLE t(x UNIQUE)",
                        "INSERT INTO t VALUES(1)",
                        "INSERT INTO t VALUES(1)")))
                .isEqualTo("SQLITE_CONSTRAINT_UNIQUE");
    }

    private static SQLException failureOf(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("nothing failed");
    }
}
