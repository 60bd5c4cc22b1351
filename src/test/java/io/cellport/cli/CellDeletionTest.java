package io.cellport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command against a server that has one cell with content, {@code full}, and an empty one. */
@Timeout(30)
class CellDeletionTest {

    private static final String EMPTY = "DELETE /__ctl/Cell('empty')";

    private static final String FULL = "DELETE /__ctl/Cell('full')";

    private static final String ALL_OF_FULL = "DELETE /full/ recursive=true";

    private final Vertx vertx = Vertx.vertx();

    private final Queue<String> deletions = new ConcurrentLinkedQueue<>();

    private final Queue<String> questions = new ConcurrentLinkedQueue<>();

    private UnitClient client;

    @BeforeEach
    void startServer() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        client = new UnitClient(URI.create("http://127.0.0.1:" + server.actualPort() + "/"), () -> "t0ken");
    }

    @AfterEach
    void stopServer() {
        vertx.close().await();
    }

    @Test
    void anEmptyCellIsDeletedWithoutAQuestion() {
        delete("empty", false, Optional.of(false));

        assertThat(deletions).containsExactly(EMPTY);
        assertThat(questions).isEmpty();
    }

    @Test
    void aCellThatIsNotEmptyIsDeletedIfThePersonAgrees() {
        delete("full", false, Optional.of(true));

        assertThat(questions).containsExactly("Cell full is not empty. Delete it with all that it holds?");
        assertThat(deletions).containsExactly(FULL, ALL_OF_FULL);
    }

    @Test
    void andStaysIfThePersonDoesNot() {
        assertThatThrownBy(() -> delete("full", false, Optional.of(false)))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cell full was not deleted");
        assertThat(deletions).containsExactly(FULL);
    }

    @Test
    void whereThereIsNobodyToAskItStaysAndTheFlagIsNamed() {
        assertThatThrownBy(() -> delete("full", false, Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cell full is not empty; --recursive deletes it with all that it holds");
        assertThat(deletions).containsExactly(FULL);
    }

    @Test
    void theFlagAsksNobody() {
        delete("full", true, Optional.of(false));

        assertThat(questions).isEmpty();
        assertThat(deletions).containsExactly(ALL_OF_FULL);
    }

    @Test
    void anyOtherRefusalIsTold() {
        assertThatThrownBy(() -> delete("nocell", false, Optional.of(true)))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR404-OD-0002 No such entity.");
        assertThat(questions).isEmpty();
    }

    private void delete(String cell, boolean recursive, Optional<Boolean> answer) {
        new CellDeletion(client, text -> {
                    questions.add(text);
                    return answer;
                })
                .run(cell, recursive);
    }

    private void answer(HttpServerRequest request) {
        if (request.method().name().equals("GET")) {
            request.response().end("{\"unit\":{\"url\":\"http://x/\",\"path_based_cellurl_enabled\":true}}");
            return;
        }
        String recursive = request.getHeader("X-Personium-Recursive");
        String deletion =
                request.method() + " " + request.path() + (recursive == null ? "" : " recursive=" + recursive);
        deletions.add(deletion);
        if (List.of(EMPTY, ALL_OF_FULL).contains(deletion)) {
            request.response().setStatusCode(204).end();
        } else if (deletion.equals(FULL)) {
            refuse(request, 409, "PR409-OD-0001", "This entity has related data.");
        } else {
            refuse(request, 404, "PR404-OD-0002", "No such entity.");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code, String text) {
        request.response()
                .setStatusCode(status)
                .end("{\"code\":\"%s\",\"message\":{\"lang\":\"en\",\"value\":\"%s\"}}".formatted(code, text));
    }
}
