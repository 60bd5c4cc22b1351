package io.cellport.http.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.TestUnit;
import io.cellport.http.WireRecordingsIT;
import io.cellport.http.pipeline.RouteTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

    @Test
    void everybodyCanReadItAndItNamesTheUnit(@TempDir Path data) throws IOException {
        try (TestUnit unit = new TestUnit(data)) {
            HttpResponse<String> answer = unit.send(unit.anonymous("__openapi.json"));

            assertThat(answer.statusCode()).isEqualTo(200);
            JsonObject document = new JsonObject(answer.body());
            assertThat(document.getString("openapi")).isEqualTo("3.1.0");
            String url = unit.url().substring(0, unit.url().length() - 1);
            assertThat(document.getJsonArray("servers"))
                    .isEqualTo(new JsonArray().add(new JsonObject().put("url", url)));
        }
    }
}
