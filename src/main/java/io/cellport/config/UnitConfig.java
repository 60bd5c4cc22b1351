package io.cellport.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, already checked. {@link ConfigLoader} makes it; {@code conf/cellport.yaml} has every key
 * with its default.
 *
 * @param cluster empty if the server is the only one of its unit
 */
public record UnitConfig(
        Path data,
        Http http,
        Management management,
        Unit unit,
        Auth auth,
        Importing importing,
        Limits limits,
        Optional<ClusterConfig> cluster) {

    /**
     * The HTTP server.
     *
     * @param host address to listen on
     * @param port 0 to 65535; 0 takes any free port
     * @param eventLoops router verticles; 0 means one per core
     * @param trustedProxies addresses whose {@code X-Forwarded-*} headers are believed
     * @param allowedOrigins origins that may use the cookie pair from a browser
     * @param idleTimeout time without traffic after which a connection is closed, in whole seconds
     * @param maxConnections most connections open at a time; 0: as many as the process's limit of open files allows
     * @param console whether the console is served
     */
    public record Http(
            String host,
            int port,
            int eventLoops,
            List<String> trustedProxies,
            List<String> allowedOrigins,
            Duration idleTimeout,
            int maxConnections,
            boolean console) {

        /**
         * As many event loops as there are to be: as many routers, and threads for them and for all other verticles.
         */
        public int loops() {
            return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
        }
    }

    /**
     * The port for health and metrics.
     *
     * @param host address to listen on
     * @param port 0 to 65535; 0 takes any free port; less: there is none
     */
    public record Management(String host, int port) {

        /** Whether there is such a port. */
        public boolean isServed() {
            return port >= 0;
        }
    }

    /**
     * The unit and its URL.
     *
     * @param url the unit URL, ending in {@code /}: generated URLs and tokens contain it, and requests must be
     *     addressed to it; if empty, the listening address is used and requests may be addressed to any address
     * @param pathBasedCellUrl true: {@code {unit}/{cell}/}; false: {@code {scheme}://{cell}.{authority}/}
     * @param readDeleteOnly whether to refuse everything that needs disk space
     */
    public record Unit(Optional<String> url, boolean pathBasedCellUrl, boolean readDeleteOnly) {

        /**
         * The URL of a cell in the configured form, ending in {@code /}.
         *
         * @param unitUrl the unit URL, ending in {@code /}
         */
        public String cellUrl(String unitUrl, String cellName) {
            int host = unitUrl.indexOf("://") + 3;
            return pathBasedCellUrl
                    ? unitUrl + cellName + "/"
                    : unitUrl.substring(0, host) + cellName + "." + unitUrl.substring(host);
        }
    }

    /**
     * Tokens and logins.
     *
     * @param tokenCacheSize most verified tokens remembered per router verticle
     * @param lockCount failed logins before an account is locked; 0 never locks
     * @param lockTime how long it stays locked
     * @param passwordSalt what the exporting unit appended to passwords before it hashed them with SHA-256
     * @param issuers identity providers whose tokens are accepted beside the unit's own
     */
    public record Auth(
            int tokenCacheSize, int lockCount, Duration lockTime, String passwordSalt, List<Issuer> issuers) {}

    /**
     * Import runs.
     *
     * @param concurrency imports that run at the same time
     * @param maxAttempts attempts before an interrupted run fails
     * @param historyDays days that records of finished runs are kept
     * @param stalledAfter time without activity after which a run counts as stalled
     */
    public record Importing(int concurrency, int maxAttempts, int historyDays, Duration stalledAfter) {}
}
