package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.PostgresKeys;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.key.UnitKeys;
import io.cellport.config.Secret;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @TempDir
    Path directory;

    @Test
    void theOnlyKeySigns() {
        String id = new KeyFile(directory).open().signing().id();

        Execution listed = inDirectory("list");

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().lines()).containsExactly(id + "  signs");
    }

    @Test
    void aNewKeyIsShownBesideTheOneThatItFollows() {
        UnitKey first = new KeyFile(directory).open().signing();

        Execution rotated = inDirectory("rotate", "--retire-after", "60");

        assertThat(rotated.exitCode()).isZero();
        List<UnitKey> keys = new KeyFile(directory).open().all();
        assertThat(keys).extracting(UnitKey::id).hasSize(2).endsWith(first.id());
        assertThat(rotated.out().lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).matches(keys.get(0).id() + "  signs from " + TIME),
                        line -> assertThat(line).matches(first.id() + "  signs, retires at " + TIME));
        assertThat(inDirectory("list").out()).isEqualTo(rotated.out());
    }

    @Test
    void tokensStayValidAsLongAsTheyLastUnlessSomethingElseIsAskedFor() {
        new KeyFile(directory).open();

        inDirectory("rotate");

        List<UnitKey> keys = new KeyFile(directory).open().all();
        assertThat(keys.get(1).retireAt()).contains(keys.get(0).signFrom().plus(Duration.ofDays(366)));
        inDirectory("rotate", "--retire-after", "0");
        UnitKeys ended = new KeyFile(directory).open();
        assertThat(ended.all().subList(1, 3))
                .extracting(key -> key.retireAt().orElse(Instant.MAX))
                .containsOnly(ended.all().get(0).signFrom());
    }

    @Test
    void withoutAKeyNothingIsMade() {
        for (String command : List.of("list", "rotate")) {
            Execution refused = inDirectory(command);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).startsWith("There is no unit key in " + directory);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsReportedWithoutItsContent() throws IOException {
        Files.writeString(directory.resolve("unit-key.pem"), "c2VjcmV0");

        Execution refused = inDirectory("rotate");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToNormalizingNewlines("The unit's keys cannot be used:"
                        + " unit-key.pem does not hold an RSA private key in PEM form\n");
    }

    @Test
    void theConfigurationOfAnyNodeIsEnoughForTheKeysOfACluster() throws IOException {
        PostgresAddress address = PostgresServer.newDatabase();
        String config = clusterOf(address, "what only the nodes know").toString();
        assertThat(run("list", "--config", config).err()).startsWith("There is no unit key in the database");

        String first;
        try (PostgresDatabase database = PostgresDatabase.open(address)) {
            first = new PostgresKeys(database, new Secret("what only the nodes know"))
                    .open()
                    .signing()
                    .id();
        }
        Execution rotated = run("rotate", "--config", config);

        assertThat(rotated.exitCode()).isZero();
        assertThat(rotated.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\S{16}  signs from " + TIME),
                        line -> assertThat(line).matches(first + "  signs, retires at " + TIME));
        assertThat(run("list", "--config", config).out()).isEqualTo(rotated.out());
        assertThat(Execution.of("token", "--config", config).out().lines()).hasSize(1);
    }

    @Test
    void aWrongSecretIsReportedByItsNameAlone() throws IOException {
        PostgresAddress address = PostgresServer.newDatabase();
        try (PostgresDatabase database = PostgresDatabase.open(address)) {
            new PostgresKeys(database, new Secret("what only the nodes know")).open();
        }

        Execution refused = run(
                "rotate", "--config", clusterOf(address, "guessed by somebody").toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("cluster.secret does not open the keys in the database")
                .doesNotContain("guessed");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsReported() throws IOException {
        PostgresAddress nobody = new PostgresAddress("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing");

        Execution refused = run(
                "list",
                "--config",
                clusterOf(nobody, "what only the nodes know").toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("The unit's keys cannot be used: ").doesNotContain("Exception");
    }

    private Path clusterOf(PostgresAddress address, String secret) throws IOException {
        return Files.writeString(directory.resolve("cellport.yaml"), """
                unit:
                  url: http://unit.example/
                cluster:
                  enabled: true
                  node: one
                  database.url: %s
                  database.user: %s
                  database.password: %s
                  secret: %s
                  blobs: %s
                """.formatted(
                        address.url(), address.user(), address.password(), secret, directory.resolve("blobs")));
    }

    private Execution inDirectory(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = directory.toString();
        return run(all);
    }

    private static Execution run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Execution.of(all);
    }
}
