package io.cellport.http.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.cellport.http.Area;
import io.cellport.http.WireAnswer;
import io.cellport.http.pipeline.RouteTable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The description of the API, and whether an answer is what it says. */
public final class OpenApi {

    /** OpenAPI 3.1 has no place for methods of WebDAV; OpenAPI 3.2 calls it so without the prefix. */
    private static final String MORE_METHODS = "x-additionalOperations";

    private static final Set<String> NO_METHODS = Set.of("parameters", "summary", "description", MORE_METHODS);

    private final JsonNode document;

    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    public OpenApi() {
        try {
            document = new ObjectMapper()
                    .readTree(ApiDescription.merge(RouteTable.areas().stream()
                                    .map(Area::description)
                                    .toList())
                            .encode());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every method and path as {@code GET /path}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths").properties().forEach(path -> {
            add(operations, path.getKey(), path.getValue().fieldNames());
            add(operations, path.getKey(), path.getValue().path(MORE_METHODS).fieldNames());
        });
        return operations;
    }

    /** The statuses of errors that an operation is described with. */
    Set<Integer> errors(String method, String path) {
        JsonNode operation = operation(document.path("paths").path(path), method);
        Set<Integer> statuses = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        statuses.removeIf(status -> status < 400);
        return statuses;
    }

    /** What is wrong with the examples, each of which has to be what its schema says. */
    List<String> flawsOfExamples() {
        return withSchema()
                .flatMap(described -> examples(described)
                        .flatMap(example -> compile(described.get("schema")).validate(example).stream()
                                .map(flaw -> flaw + " in " + example)))
                .toList();
    }

    /** How many examples there are for requests and answers. */
    long examples() {
        return withSchema().flatMap(OpenApi::examples).count();
    }

    /** What linters and generators of clients stumble over. */
    List<String> flawsForTools() {
        return new OpenApiTools(document).flaws();
    }

    private Stream<JsonNode> withSchema() {
        return document.findParents("schema").stream();
    }

    private static Stream<JsonNode> examples(JsonNode described) {
        Stream<JsonNode> named = described.path("examples").valueStream().map(example -> example.get("value"));
        return described.has("example") ? Stream.of(described.get("example")) : named;
    }

    private static void add(Set<String> operations, String path, Iterator<String> methods) {
        methods.forEachRemaining(method -> {
            if (!NO_METHODS.contains(method)) {
                operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
            }
        });
    }

    /** Fails unless the operation is described with this status, these headers and this body. */
    public void check(String method, String path, WireAnswer answer) {
        JsonNode item = document.path("paths").path(path);
        assertThat(item.isMissingNode()).as(path).isFalse();
        JsonNode operation = operation(item, method.equals("HEAD") ? "GET" : method);
        boolean answered = !Set.of(400, 404, 405).contains(answer.status());
        assertThat(operation.isMissingNode() && answered)
                .as("describes %s", method)
                .isFalse();
        JsonNode response = operation.isMissingNode()
                ? document.at("/components/responses/" + answer.status())
                : resolve(operation.path("responses").path(Integer.toString(answer.status())));
        assertThat(response.isMissingNode())
                .as("%s %s has no response %s", method, path, answer.status())
                .isFalse();
        checkHeaders(response, answer);
        checkBody(response.path("content"), method, answer);
    }

    private static JsonNode operation(JsonNode item, String method) {
        String name = method.toLowerCase(Locale.ROOT);
        boolean isMethod = method.equals(method.toUpperCase(Locale.ROOT)) && !NO_METHODS.contains(name);
        return isMethod && item.has(name)
                ? item.get(name)
                : item.path(MORE_METHODS).path(method);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private void checkHeaders(JsonNode response, WireAnswer answer) {
        response.path("headers").properties().forEach(header -> {
            if (resolve(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.headers()).containsKey(header.getKey());
            }
        });
        for (String header : Set.of("ETag", "Location", "Retry-After", "Set-Cookie", "WWW-Authenticate", "Link")) {
            if (answer.headers().containsKey(header)) {
                assertThat(response.path("headers").has(header))
                        .as("describes %s", header)
                        .isTrue();
            }
        }
    }

    private void checkBody(JsonNode content, String method, WireAnswer answer) {
        if (content.isMissingNode()) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = content.has(answer.header("Content-Type")) ? answer.header("Content-Type") : "*/*";
        assertThat(content.has(type))
                .as("describes %s", answer.header("Content-Type"))
                .isTrue();
        if (type.equals("application/json") && !method.equals("HEAD")) {
            JsonNode schema = content.get(type).get("schema");
            assertThat(compiled.computeIfAbsent(schema.toString(), key -> compile(schema))
                            .validate(answer.body(), InputFormat.JSON))
                    .as(answer.body())
                    .isEmpty();
        }
    }

    /** References point into the document, so the schema is compiled as a part of it. */
    private JsonSchema compile(JsonNode schema) {
        JsonNode whole = new ObjectMapper()
                .createObjectNode()
                .<ObjectNode>set("components", document.get("components"))
                .setAll((ObjectNode) schema);
        return schemas.getSchema(
                whole,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
