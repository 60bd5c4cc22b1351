package io.cellport.http.pipeline;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.access.AuthServices;
import io.cellport.config.UnitConfig;
import io.cellport.http.Resource;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.worker.WorkerPools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The route table of the server, and where its resources lie: {@code src/test/resources/routes.txt}. */
public final class RouteTable {

    private static final Map<String, String> PATHS = paths();

    private RouteTable() {}

    private static Map<String, String> paths() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/routes.txt")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableMap(
                            line -> line.substring(0, line.indexOf(' ')),
                            line -> line.substring(line.indexOf(' ')).strip()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every line of the table; the endpoints are not to be called. */
    public static List<Route> all() {
        UnitConfig config = config().build();
        AuthServices nobody = new AuthServices(null, null, null, null, null, null);
        return Routes.of(
                        new RouterServices(
                                null, config, null, nobody, null, null, null, null, WorkerPools.open(), null, null),
                        null,
                        null,
                        null)
                .all();
    }

    /** Whether something can be at the paths of a resource. */
    public static boolean describes(Class<? extends Resource> resource) {
        return PATHS.containsKey(resource.getSimpleName());
    }

    /** The path of a resource with its parameters in braces. */
    public static String template(Class<? extends Resource> resource) {
        return assertThat(PATHS).containsKey(resource.getSimpleName()).actual().get(resource.getSimpleName());
    }

    /** The path of a resource in a cell. */
    static String path(Class<? extends Resource> resource, String cell) {
        String path = template(resource)
                .replace("{cell}", cell)
                .replace("{file}", "matrix.zip")
                .replace("{importId}", "00000000-0000-0000-0000-000000000000");
        assertThat(ResourceResolver.resolve(path)).isInstanceOf(resource);
        return path;
    }
}
