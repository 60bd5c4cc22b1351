package io.cellport.cli.server;

import io.cellport.config.UnitConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log tells first and last of a server. The imports that go on have lines of their own in between. Blocks;
 * stateless.
 */
public final class ServerLog {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);

    private ServerLog() {}

    /**
     * Tells which program starts and on what.
     *
     * @param version with the name of the program
     * @param file of the configuration; empty if there is none
     */
    public static void starting(String version, Optional<Path> file, UnitConfig config) {
        LOG.info("{} on Java {}", version, Runtime.version());
        LOG.info(
                "configuration: {}",
                file.map(found -> found.toAbsolutePath().normalize().toString()).orElse("no file, defaults"));
        LOG.info("data directory: {}", config.data().toAbsolutePath().normalize());
    }

    /** Tells where a server is, and what may be wrong with that. */
    public static void started(RunningServer running, UnitConfig config) {
        LOG.info("unit URL: {}, listening on {}", running.server().unitUrl(), running.url());
        PublicAddress.warning(config).ifPresent(LOG::warn);
    }

    /** Tells that a server has stopped in order. */
    public static void stopped() {
        LOG.info("stopped");
    }
}
