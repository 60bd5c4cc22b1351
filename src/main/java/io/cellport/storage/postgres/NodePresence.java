package io.cellport.storage.postgres;

import static io.cellport.storage.Statements.first;
import static io.cellport.storage.Statements.update;

import io.cellport.storage.StoreException;
import java.time.Duration;
import java.util.Optional;

/**
 * The row of a node in the database of its cluster. No two processes that are alive have the same name, because each
 * would take the other's imports for its own. Fails as {@link PostgresDatabase#change} does. Blocks; safe for several
 * threads.
 */
public final class NodePresence {

    private final PostgresDatabase database;
    private final String node;
    private final String boot;
    private final Duration alive;

    /**
     * Says nothing to the database yet.
     *
     * @param boot names this process
     * @param alive a process that was seen within this time is taken to be alive
     */
    public NodePresence(PostgresDatabase database, String node, String boot, Duration alive) {
        this.database = database;
        this.node = node;
        this.boot = boot;
        this.alive = alive;
    }

    /** Takes the name of the node, or says that this process still has it; false if another process has it. */
    public boolean announce() {
        return database.renew(
                        "announce node",
                        connection -> first(
                                connection,
                                "SELECT see_node(?, ?, ?, ?)",
                                row -> row.getBoolean(1),
                                node,
                                boot,
                                version(),
                                alive.toMillis()))
                .orElse(false);
    }

    /**
     * Takes the name, and waits if a process that had it may still be alive: it may have been killed a moment ago.
     *
     * @throws StoreException if another process still has the name after a while
     */
    public void take() {
        long start = System.nanoTime();
        while (!announce()) {
            if (System.nanoTime() - start > alive.multipliedBy(2).toNanos()) {
                throw new StoreException("another node with cluster.node = " + node + " is alive");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("stopped while waiting for the name of the node", e);
        }
    }

    /** Gives the name back. */
    public void leave() {
        database.change(
                "leave", connection -> update(connection, "DELETE FROM node WHERE id = ? AND boot = ?", node, boot));
    }

    private static String version() {
        return Optional.ofNullable(NodePresence.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
