package io.cellport.management;

import io.cellport.config.ConfigException;
import io.cellport.config.ConfigKeys;
import io.cellport.config.UnitConfig;
import io.cellport.metric.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health and metrics of one unit, on a port of their own. They have an event loop of their own, outside of the unit's
 * Vert.x: it answers while the unit's loops stand still, and a crowd on the unit's port takes no connection away from
 * it. If no port is configured, nothing is measured. Blocks; safe for several threads.
 */
public final class Management {

    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final UnitConfig.Management config;

    private final Readiness readiness = new Readiness();

    private final Vertx unit;

    private final @Nullable UnitMetrics metrics;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private volatile OptionalInt port = OptionalInt.empty();

    /**
     * The management of a unit that is about to start.
     *
     * @param unit whose event loops are watched
     */
    public Management(UnitConfig.Management config, Vertx unit) {
        this.config = config;
        this.unit = unit;
        this.metrics = config.isServed() ? new UnitMetrics() : null;
    }

    /** Where the unit says whether it serves. */
    public Readiness readiness() {
        return readiness;
    }

    /** Where the unit leaves its numbers. */
    public Metrics metrics() {
        return metrics == null ? Metrics.NONE : metrics;
    }

    /** The port that is listened on, if there is one. */
    public OptionalInt port() {
        return port;
    }

    /**
     * Listens, if a port is configured.
     *
     * @throws ConfigException if the port cannot be listened on; then close it
     */
    public synchronized void open() {
        if (metrics == null) {
            return;
        }
        Vertx own = Vertx.vertx(options());
        opened.push(() -> own.close().await(PATIENCE));
        opened.push(new LoopWatch(unit, metrics));
        opened.push(new ProcessMetrics(metrics));
        ManagementVerticle verticle = new ManagementVerticle(config, new ManagementPages(readiness, metrics::text));
        try {
            own.deployVerticle(verticle).await();
        } catch (Exception e) {
            // Everything, because a failed future throws its cause undeclared.
            throw new ConfigException("%s: %s:%d cannot be listened on: %s; choose another, or -1 for none"
                    .formatted(ConfigKeys.MANAGEMENT_PORT.path(), config.host(), config.port(), e.getMessage()));
        }
        port = OptionalInt.of(verticle.port());
    }

    /** One loop. Nothing is read through a cache directory, so there is none. */
    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    /** Answers no more. It may be called whether or not it was opened. */
    public synchronized void close() {
        port = OptionalInt.empty();
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("the management port did not close in order", e);
        }
    }
}
