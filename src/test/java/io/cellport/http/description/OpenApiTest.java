package io.cellport.http.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.error.ErrorCode;
import io.cellport.http.Route;
import io.cellport.http.TestUnit;
import io.cellport.http.WireRecordingsIT;
import io.cellport.http.pipeline.RouteErrors;
import io.cellport.http.pipeline.RouteTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API names what the route table names. {@link WireRecordingsIT} holds every answer to it. */
class OpenApiTest {

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> routes = RouteTable.all().stream()
                .map(route -> route.method() + " " + RouteTable.template(route.resource()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new OpenApi().operations()).isEqualTo(routes);
    }

    @TestFactory
    Stream<DynamicTest> everyRouteIsDescribedWithTheErrorsThatItCanEndIn() {
        OpenApi api = new OpenApi();
        Map<String, List<Route>> operations = RouteTable.all().stream()
                .collect(Collectors.groupingBy(
                        route -> route.method().name() + " " + RouteTable.template(route.resource())));
        return operations.entrySet().stream().map(operation -> {
            String[] parts = operation.getKey().split(" ", 2);
            return DynamicTest.dynamicTest(
                    operation.getKey(),
                    () -> assertThat(api.errors(parts[0], parts[1])).isEqualTo(statuses(operation.getValue())));
        });
    }

    /** 408 is not described: it is told by any route that reads a body to a client that hardly sends one. */
    private static Set<Integer> statuses(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> RouteErrors.of(route, RouteTable.sample(route.resource())).stream())
                .map(ErrorCode::status)
                .filter(status -> status != 408)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        OpenApi api = new OpenApi();

        assertThat(api.flawsOfExamples()).isEmpty();
        assertThat(api.examples()).isGreaterThan(40);
    }

    /** Each of these has made a linter complain, or a generator write a client that does not compile. */
    @Test
    void toolsCanReadIt() {
        assertThat(new OpenApi().flawsForTools()).isEmpty();
    }

    @Test
    void noTwoPartsDescribeTheSame() {
        JsonObject path = new JsonObject().put("paths", new JsonObject().put("/a", new JsonObject()));
        JsonObject schema = new JsonObject()
                .put("paths", new JsonObject())
                .put("components", new JsonObject().put("schemas", new JsonObject().put("Error", new JsonObject())));

        assertThatThrownBy(() -> ApiDescription.merge(List.of(path, path.copy())))
                .hasMessageContaining("described twice: /a");
        assertThatThrownBy(() -> ApiDescription.merge(List.of(schema))).hasMessageContaining("described twice: Error");
    }

    @Test
    void everybodyCanReadItAndItNamesTheUnit(@TempDir Path data) throws IOException {
        try (TestUnit unit = new TestUnit(data)) {
            HttpResponse<String> answer = unit.send(unit.anonymous("__openapi.json"));

            assertThat(answer.statusCode()).isEqualTo(200);
            JsonObject document = new JsonObject(answer.body());
            assertThat(document.getString("openapi")).isEqualTo("3.1.0");
            assertThat(document.getJsonObject("info").getString("version")).isEqualTo("not packaged");
            String url = unit.url().substring(0, unit.url().length() - 1);
            assertThat(document.getJsonArray("servers"))
                    .isEqualTo(new JsonArray().add(new JsonObject().put("url", url)));
        }
    }
}
