package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.PostgresKeys;
import io.cellport.config.Secret;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a cluster, which stand in its database. */
class ClusterKeysIT {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @TempDir
    Path directory;

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

    private static Execution run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "key";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Execution.of(all);
    }
}
