package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.StatusQuery;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusQueriesTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();

    private final Context context = vertx.getOrCreateContext();

    private final StatusQueries queries = new StatusQueries(vertx, context, PATIENCE);

    private final List<Message<StatusQuery>> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void registerMessages() {
        MessageCodecs.register(vertx.eventBus());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void questionsOfOneTurnAboutOneCellAreSentAsOne() {
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            asked.add(query);
            query.reply(ImportStatus.READY);
        });

        List<ImportStatus> answers = inOneTurn(
                        () -> Future.all(queries.ask("k1", "a"), queries.ask("k2", "a"), queries.ask("k3", "b")))
                .await()
                .list();

        assertThat(answers).hasSize(3).containsOnly(ImportStatus.READY);
        assertThat(asked).extracting(query -> query.body().cellId()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aQuestionNeverJoinsOneThatWasSentBefore() {
        Promise<Void> sent = Promise.promise();
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            asked.add(query);
            sent.tryComplete();
        });
        Future<ImportStatus> early = inOneTurn(() -> queries.ask("k1", "a"));
        sent.future().await();
        Future<ImportStatus> late = inOneTurn(() -> queries.ask("k2", "a"));
        Awaitility.await().until(() -> asked.size() == 2);

        ImportStatus newer = ImportStatus.inProgress(Instant.EPOCH, 1, "x");
        asked.get(1).reply(newer);
        asked.get(0).reply(ImportStatus.READY);

        assertThat(early.await()).isEqualTo(ImportStatus.READY);
        assertThat(late.await()).isEqualTo(newer);
    }

    @Test
    void withoutATrackerTheServiceIsUnavailable() {
        assertThat(failureOf(inOneTurn(() -> queries.ask("k", "a")))).contains("PR503-SV-0002");
    }

    @Test
    void aTrackerThatStaysSilentIsOverworkedNotGone() {
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, asked::add);

        assertThat(failureOf(inOneTurn(() -> queries.ask("k", "a")))).contains("PR503-SV-0001");
        assertThat(asked).hasSize(1);
    }

    private <T> Future<T> inOneTurn(Supplier<Future<T>> asking) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(turn -> asking.get().onComplete(answer));
        return answer.future();
    }

    private static Optional<String> failureOf(Future<?> answer) {
        assertThatThrownBy(answer::await).isNotNull();
        return ReplyErrors.errorOf(answer.cause()).map(error -> error.code().code());
    }
}
