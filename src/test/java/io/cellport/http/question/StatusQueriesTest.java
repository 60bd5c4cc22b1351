package io.cellport.http.question;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportStatus;
import io.cellport.imports.message.MessageCodecs;
import io.cellport.imports.message.ReplyErrors;
import io.cellport.imports.message.StatusList;
import io.cellport.imports.message.StatusQuery;
import io.cellport.imports.message.StatusesQuery;
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

    private final Vertx vertx = Vertx.vertx();

    private final Context context = vertx.getOrCreateContext();

    private final StatusQueries queries = new StatusQueries(vertx, context, PATIENCE);

    /** For trackers that do not answer: any other may take long on a starved machine. */
    private final StatusQueries impatient = new StatusQueries(vertx, context, Duration.ofMillis(100));

    private final ImportQuestions<ImportStatus> imports = queries.importsAs((cellId, status) -> status);

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

        List<ImportStatus> answers = inOneTurn(() -> Future.all(queries.ask("k1", "a"), queries.ask("k2", "a")))
                .await()
                .list();

        assertThat(answers).hasSize(2).containsOnly(ImportStatus.READY);
        assertThat(asked).hasSize(1);
    }

    @Test
    void questionsOfOneTurnAboutSeveralCellsAreSentAsOneAndOnlyWhatTheTrackerDoesNotKnowIsAskedAgain() {
        ImportStatus running = ImportStatus.inProgress(Instant.EPOCH, 1, "x");
        vertx.eventBus().<StatusesQuery>localConsumer(Addresses.IMPORT_STATUSES, query -> {
            assertThat(query.body()).isEqualTo(new StatusesQuery(List.of("a", "b"), 9));
            query.reply(new StatusList(List.of(Optional.of(running), Optional.empty())));
        });
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            asked.add(query);
            query.reply(ImportStatus.READY);
        });

        List<ImportStatus> answers = inOneTurn(() ->
                        Future.all(imports.ask("k1", "a", 7), imports.ask("k2", "b", 5), imports.ask("k3", "a", 9)))
                .await()
                .list();

        assertThat(answers).containsExactly(running, ImportStatus.READY, running);
        assertThat(asked).extracting(Message::body).containsExactly(new StatusQuery("k2", "b", 9));
    }

    @Test
    void whoAsksAboutACellLaterInTheSameTurnIsNotAnsweredByWhatWasKnownBefore() {
        vertx.eventBus().<StatusQuery>localConsumer(Addresses.IMPORT_STATUS, query -> {
            asked.add(query);
            query.reply(ImportStatus.READY);
        });
        long late = Long.MIN_VALUE + 1;

        inOneTurn(() -> Future.all(imports.ask("k1", "a", Long.MAX_VALUE), imports.ask("k2", "a", late)))
                .await();
        inOneTurn(() -> imports.ask("k3", "a", 1)).await();

        assertThat(asked)
                .extracting(Message::body)
                .containsExactly(new StatusQuery("k1", "a", late), new StatusQuery("k3", "a", 1));
    }

    @Test
    void aCellThatTheTrackerCannotReadFailsAlone() {
        vertx.eventBus()
                .<StatusesQuery>localConsumer(
                        Addresses.IMPORT_STATUSES,
                        query -> query.reply(
                                new StatusList(List.of(Optional.of(ImportStatus.READY), Optional.empty()))));
        vertx.eventBus()
                .<StatusQuery>localConsumer(
                        Addresses.IMPORT_STATUS,
                        query -> ReplyErrors.fail(query, ApiError.of(ErrorCode.PR503_SV_0003)));
        Promise<Future<ImportStatus>> broken = Promise.promise();

        Future<ImportStatus> sound = inOneTurn(() -> {
            Future<ImportStatus> first = queries.ask("k1", "a");
            broken.complete(queries.ask("k2", "b"));
            return first;
        });

        assertThat(sound.await()).isEqualTo(ImportStatus.READY);
        assertThat(failureOf(broken.future().await())).contains("PR503-SV-0003");
    }

    @Test
    void anAnswerIsRenderedOnceForAllOfATurnAndOneThatCannotBeFailsAlone() {
        vertx.eventBus().<StatusesQuery>localConsumer(Addresses.IMPORT_STATUSES, query -> {
            query.reply(new StatusList(List.of(Optional.of(ImportStatus.READY), Optional.of(ImportStatus.READY))));
        });
        List<String> rendered = new CopyOnWriteArrayList<>();
        ImportQuestions<String> texts = queries.importsAs((cellId, status) -> {
            rendered.add(cellId);
            if (cellId.equals("a")) {
                throw new IllegalStateException("cannot be rendered");
            }
            return cellId + " is " + status.phase();
        });
        Promise<Future<String>> broken = Promise.promise();

        List<String> sound = inOneTurn(() -> {
                    broken.complete(texts.ask("k1", "a", 1));
                    return Future.all(texts.ask("k2", "b", 1), texts.ask("k3", "b", 1));
                })
                .await()
                .list();

        assertThat(sound).containsExactly("b is READY", "b is READY");
        assertThatThrownBy(broken.future().await()::await).hasMessage("cannot be rendered");
        assertThat(rendered).containsExactly("a", "b");
    }

    @Test
    void withoutATrackerQuestionsAboutSeveralCellsFailLikeOthers() {
        assertThat(failureOf(inOneTurn(() -> Future.any(queries.ask("k", "a"), queries.ask("k", "b")))))
                .contains("PR503-SV-0002");
    }

    @Test
    void severalCellsOfASilentTrackerAreOverworkedNotGone() {
        vertx.eventBus().<StatusesQuery>localConsumer(Addresses.IMPORT_STATUSES, query -> {});

        assertThat(failureOf(inOneTurn(() -> Future.any(impatient.ask("k", "a"), impatient.ask("k", "b")))))
                .contains("PR503-SV-0001");
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

        assertThat(failureOf(inOneTurn(() -> impatient.ask("k", "a")))).contains("PR503-SV-0001");
        Awaitility.await().untilAsserted(() -> assertThat(asked).hasSize(1));
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
