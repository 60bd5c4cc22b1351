package io.cellport.bench;

import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Instant;
import java.util.List;

/** {@code GET {cell}/__import} beside a bare Vert.x server that answers with a fixed body, one event loop each. */
final class StatusThroughput implements Benchmark {

    private static final Buffer BODY = Buffer.buffer("{\"status\":\"ready\"}");
    private static final String AIM = ">= 0.65";
    private static final long SECONDS = 3;
    private static final int ROUNDS = 5;
    private static final long MESSAGE_MILLIS = 500;

    @Override
    public List<Figure> run() throws Exception {
        Vertx bareVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (BenchUnit unit = new BenchUnit()) {
            HttpServer bare = bareVertx
                    .createHttpServer()
                    .requestHandler(request -> request.response().end(BODY))
                    .listen(0, "127.0.0.1")
                    .await();
            unit.createCell("idle");
            unit.createCell("busy");
            keepInProgress(unit, "busy");
            return compare(
                    new HttpLoad(bare.actualPort(), "/", unit.token()),
                    new HttpLoad(unit.port(), "/idle/__import", unit.token()),
                    new HttpLoad(unit.port(), "/busy/__import", unit.token()));
        } finally {
            bareVertx.close().await();
        }
    }

    /** Tells the tracker what an importer tells it, again and again. */
    private static void keepInProgress(BenchUnit unit, String cell) {
        String cellId = unit.cellId(cell);
        Instant startedAt = Instant.now();
        unit.vertx.setPeriodic(
                1,
                MESSAGE_MILLIS,
                tick -> unit.vertx
                        .eventBus()
                        .publish(
                                Addresses.IMPORT_PROGRESS,
                                new ImportProgress(
                                        cellId,
                                        "bench",
                                        new ImportProgress.Version(1, 1, System.nanoTime()),
                                        false,
                                        ImportStatus.inProgress(startedAt, 50, "bench"),
                                        new ImportProgress.Work(50, 100, 50, Instant.now()))));
    }

    private static List<Figure> compare(HttpLoad bare, HttpLoad ready, HttpLoad inProgress) throws Exception {
        Rounds rounds = new Rounds()
                .with("bare", () -> bare.perSecond(SECONDS))
                .with("us", bare::serverMicros)
                .with("ready", () -> ready.perSecond(SECONDS))
                .with("us", ready::serverMicros)
                .with("in progress", () -> inProgress.perSecond(SECONDS))
                .with("us", inProgress::serverMicros)
                .run(ROUNDS, true);
        return List.of(
                figure("status 'ready' / bare server", rounds, 2),
                figure("status 'importation in progress' / bare server", rounds, 4));
    }

    private static Figure figure(String what, Rounds rounds, int subject) {
        String measured = "%,.0f/s of %.1f us cpu, %,.0f/s of %.1f us"
                .formatted(rounds.median(subject), rounds.median(subject + 1), rounds.median(0), rounds.median(1));
        return new Figure(what, measured, "%.2f".formatted(rounds.ratio(subject, 0)), AIM);
    }
}
