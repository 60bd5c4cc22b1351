package io.cellport.server.cluster;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.query;

import io.cellport.UnitRequests;
import io.cellport.auth.key.PostgresKeys;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.OpenGenerations;
import io.cellport.cell.generation.SqliteGeneration;
import io.cellport.config.Secret;
import io.cellport.imports.importer.CellContent;
import io.cellport.storage.Sqlite;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import io.cellport.storage.postgres.PostgresServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several nodes of one cluster on this machine: a process each, a database of a real PostgreSQL, and a directory that
 * they share.
 */
final class TestCluster implements AutoCloseable {

    /** What a load balancer would tell the nodes, which all have this unit URL. */
    private static final Map<String, String> BALANCER = Map.of("X-Forwarded-Host", "cells.example:8080");

    private static final String UNIT_URL = "http://cells.example:8080/";

    private static final String SECRET = "the secret of these nodes";

    private final Path directory;
    private final PostgresAddress address;
    private final PostgresDatabase database;
    private final Map<String, String> settings;
    private final Map<String, NodeProcess> nodes = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, LocalNode> localNodes = new LinkedHashMap<>();

    /** @param settings variables of all nodes beside those that every cluster needs */
    TestCluster(Path directory, Map<String, String> settings) throws IOException {
        this(directory, settings, PostgresServer.newDatabase());
    }

    /** The same in a certain database. */
    TestCluster(Path directory, Map<String, String> settings, PostgresAddress address) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.address = address;
        this.database = PostgresDatabase.open(address);
        Files.createDirectories(blobs());
    }

    PostgresAddress address() {
        return address;
    }

    /** The directory that the nodes share. */
    Path blobs() {
        return directory.resolve("blobs");
    }

    /** Starts a node, or starts it again, and waits until it listens. */
    NodeProcess start(String name) throws IOException {
        return start(name, Map.of());
    }

    /** The same with variables of this node only. */
    NodeProcess start(String name, Map<String, String> own) throws IOException {
        return startIn(List.of(), name, own);
    }

    /** The same by a command that stands before it. */
    NodeProcess startIn(List<String> prefix, String name, Map<String, String> own) throws IOException {
        Map<String, String> environment = environment(name);
        environment.putAll(own);
        NodeProcess node = NodeProcess.start(prefix, name, environment, log(name), token(), BALANCER);
        nodes.put(name, node);
        return node;
    }

    /** Starts a node in this process, which is quicker. It cannot be killed or frozen, but be cut off. */
    LocalNode startHere(String name, Map<String, String> own) {
        return startHere(name, own, Vertx.vertx());
    }

    /** The same with a Vert.x that has a bus of its own. */
    LocalNode startHere(String name, Map<String, String> own, Vertx vertx) {
        Map<String, String> environment = environment(name);
        environment.put("CELLPORT_HTTP_PORT", "0");
        environment.putAll(own);
        LocalNode node = LocalNode.start(vertx, environment, token(), BALANCER);
        localNodes.put(name, node);
        return node;
    }

    /** The variables of a node. */
    Map<String, String> environment(String name) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CELLPORT_STORAGE_DATA",
                directory.resolve(name).toString(),
                "CELLPORT_UNIT_URL",
                UNIT_URL,
                "CELLPORT_HTTP_EVENT_LOOPS",
                "1",
                "CELLPORT_MANAGEMENT_PORT",
                "-1",
                "CELLPORT_CLUSTER_ENABLED",
                "true",
                "CELLPORT_CLUSTER_NODE",
                name,
                "CELLPORT_CLUSTER_DATABASE_URL",
                address.url().substring("jdbc:".length()),
                "CELLPORT_CLUSTER_DATABASE_USER",
                address.user(),
                "CELLPORT_CLUSTER_SECRET",
                SECRET,
                "CELLPORT_CLUSTER_BLOBS",
                blobs().toString()));
        environment.putAll(Map.of(
                "CELLPORT_CLUSTER_DATABASE_PASSWORD", address.password(),
                "CELLPORT_CLUSTER_BUS", "none",
                "CELLPORT_CLUSTER_DRAIN_SECONDS", "0",
                "CELLPORT_CLUSTER_LEASE_SECONDS", "3"));
        environment.putAll(settings);
        return environment;
    }

    /** The requests to a node of an administrator whose token the key that signs now has just signed. */
    UnitRequests administratorOf(NodeProcess node) {
        return holderOf(token(), node);
    }

    /** The requests of an administrator to what stands before the nodes. */
    UnitRequests administratorBehind(Balancer balancer) {
        return new UnitRequests(balancer.url(), token(), BALANCER);
    }

    /** The requests to a node of somebody who holds a token. */
    UnitRequests holderOf(String token, NodeProcess node) {
        return holderOf(token, node.url());
    }

    /** The same to a node in this process. */
    UnitRequests holderOf(String token, LocalNode node) {
        return holderOf(token, node.url());
    }

    private static UnitRequests holderOf(String token, String url) {
        return new UnitRequests(url, token, BALANCER);
    }

    /** What a command prints that has the configuration of a node. */
    String command(String node, String... arguments) throws IOException, InterruptedException {
        Process process = NodeProcess.java("-Xmx128m", List.of(arguments), environment(node))
                .redirectError(ProcessBuilder.Redirect.appendTo(log(node).toFile()))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ", see " + log(node));
        }
        return out;
    }

    private String token() {
        UnitKey key = new PostgresKeys(database, new Secret(SECRET)).open().signing();
        return new TokenIssuer(key, UNIT_URL).unitToken(Duration.ofDays(1));
    }

    /** The nodes that were started, by name. */
    Map<String, NodeProcess> nodes() {
        return nodes;
    }

    /** The node that executes a run, if any does. */
    Optional<NodeProcess> owner() {
        return database.read(
                        "find owner",
                        connection -> first(
                                connection,
                                "SELECT owner FROM import_run WHERE owner IS NOT NULL AND finished_at IS NULL",
                                row -> row.getString(1)))
                .map(nodes::get);
    }

    /** The texts of one column. */
    List<String> texts(String sql) {
        return database.read("look", connection -> query(connection, sql, row -> row.getString(1)));
    }

    /** The first number of a query. */
    long number(String sql) {
        return database.read("look", connection -> first(connection, sql, row -> row.getLong(1)))
                .orElseThrow();
    }

    PostgresDatabase database() {
        return database;
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** What a cell holds by the blob of its current generation, read as the file that it is. */
    CellContent content(String cell) {
        GenerationId id = database.read(
                        "find generation",
                        connection -> first(
                                connection,
                                "SELECT id, generation FROM cell WHERE name = ? AND deleted_at IS NULL",
                                row -> new GenerationId(row.getString(1), row.getLong(2)),
                                cell))
                .orElseThrow();
        String blob = texts("SELECT generation_blob FROM cell WHERE id = '" + id.cellId() + "'")
                .get(0);
        Path file = blobs().resolve("blobs").resolve(id.cellId()).resolve(blob);
        OpenGenerations open = new OpenGenerations(new Sqlite());
        try (CellGeneration generation =
                new SqliteGeneration(id, open.open(file), () -> open.close(file), failure -> failure)) {
            return CellContent.of(generation);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        localNodes.values().forEach(LocalNode::close);
        nodes.values().forEach(NodeProcess::close);
        database.close();
    }
}
