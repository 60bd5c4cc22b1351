package io.cellport.server.cluster;

import io.cellport.storage.postgres.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL of one test, which can be restarted at any moment. */
final class OwnPostgres implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres server;

    OwnPostgres(Path directory) throws IOException {
        this.directory = directory;
        this.server = builder().start();
    }

    /**
     * What is committed survives: the system does not crash, so nothing needs to be forced to the disk. That the server
     * has it written when a commit returns is for the nodes to ask for.
     */
    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("max_connections", "100");
    }

    PostgresAddress address() {
        return new PostgresAddress(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "postgres");
    }

    /** As {@code pg_ctl restart -m immediate}: SIGQUIT, all connections break, and the next start recovers. */
    void restart() throws IOException {
        stop();
        begin();
    }

    void stop() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        new ProcessBuilder(List.of("kill", "-QUIT", Long.toString(pid))).start();
        postmaster.onExit().join();
        server.close();
    }

    void begin() throws IOException {
        server = builder().setPort(server.getPort()).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
