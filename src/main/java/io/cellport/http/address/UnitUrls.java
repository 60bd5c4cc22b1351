package io.cellport.http.address;

import io.cellport.config.UnitConfig;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;

/**
 * Builds every URL that the unit gives out: from its configuration, or from the listening address if none is
 * configured, never from a request. Safe for several threads.
 */
public final class UnitUrls {

    private final UnitConfig.Unit config;

    private final String host;

    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private final CompletableFuture<String> unit = new CompletableFuture<>();

    /**
     * The URLs of one unit.
     *
     * @param config the unit URL, if it is configured, and the form of cell URLs
     * @param host the listening address, used if no unit URL is configured
     */
    public UnitUrls(UnitConfig.Unit config, String host) {
        this.config = config;
        this.host = host;
        config.url().ifPresent(unit::complete);
    }

    public void listeningOn(int actualPort) {
        port.complete(actualPort);
        unit.complete("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort + "/");
    }

    /**
     * The port that the routers listen on.
     *
     * @throws IllegalStateException if none listens yet
     */
    public int port() {
        return known(port);
    }

    /** The unit URL, ending in {@code /}; without a configured one only after a router listens. */
    public String unit() {
        return known(unit);
    }

    private static <T> T known(CompletableFuture<T> value) {
        T known = value.getNow(null);
        if (known == null) {
            throw new IllegalStateException("no router listens yet");
        }
        return known;
    }

    /** The unit as answers describe it. */
    public JsonObject described() {
        return new JsonObject()
                .put("path_based_cellurl_enabled", config.pathBasedCellUrl())
                .put("url", unit());
    }

    /** The URL of a cell in the configured form, ending in {@code /}. */
    public String cell(String name) {
        return config.cellUrl(unit(), name);
    }

    /** The URL of a cell's entry at unit level. */
    public String unitCell(String name) {
        return unit() + "__ctl/Cell('" + name + "')";
    }
}
