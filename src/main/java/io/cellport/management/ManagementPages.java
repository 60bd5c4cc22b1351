package io.cellport.management;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** What the paths of the management port say. Safe for several threads. */
final class ManagementPages {

    private static final String JSON = "application/json";

    /** The text format of Prometheus. */
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Readiness readiness;

    private final Supplier<String> metrics;

    /** @param metrics all numbers in the text format of Prometheus */
    ManagementPages(Readiness readiness, Supplier<String> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** A whole answer. */
    record Page(int status, String type, String body) {

        private static Page status(int status, String word) {
            return json(status, new JsonObject().put("status", word));
        }

        private static Page json(int status, JsonObject body) {
            return new Page(status, JSON, body.encode());
        }
    }

    static final Page NOT_ALLOWED = Page.status(405, "only GET and HEAD");

    /** The page at a path; 404 if there is none. */
    Page at(String path) {
        return switch (path) {
            case "/health/live" -> Page.status(200, "live");
            case "/health/ready" -> ready();
            case "/metrics" -> new Page(200, METRICS, metrics.get());
            default -> Page.status(404, "no such page");
        };
    }

    private Page ready() {
        Optional<String> obstacle = readiness.obstacle();
        return obstacle.isEmpty()
                ? Page.status(200, "ready")
                : Page.json(503, new JsonObject().put("status", "not ready").put("reason", obstacle.get()));
    }
}
