package io.cellport.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages out of 1,000,000 rows as whole requests to a unit, with token, privileges, JSON and access log, beside SQL by
 * hand behind a bare Vert.x server, which answers with the rows as they are stored. One client that waits for each
 * answer.
 */
final class RowRequests {

    private static final String CELL = "bench";

    private static final String SET = "/" + CELL + "/box1/odata/Item";

    private static final int ROUNDS = 5;

    private static final int WARM_UP_SECONDS = 20;

    private final HandWrittenRows hand;

    RowRequests(HandWrittenRows hand) {
        this.hand = hand;
    }

    List<Figure> figures() throws Exception {
        List<Figure> figures = new ArrayList<>();
        Vertx vertx = Vertx.vertx();
        try (BenchUnit unit = new BenchUnit()) {
            unit.createCell(CELL);
            unit.upload(CELL, Snapshots.entities(MillionRows.ROWS));
            unit.importSeconds(CELL);
            figures.add(figure(unit, vertx, "first page", "?$top=25", "SELECT r FROM hand ORDER BY r LIMIT 25"));
            figures.add(figure(
                    unit,
                    vertx,
                    "$orderby=text",
                    "?$top=25&$orderby=text",
                    "SELECT r FROM hand ORDER BY login, r LIMIT 25"));
        } finally {
            vertx.close().await();
        }
        return figures;
    }

    private Figure figure(BenchUnit unit, Vertx vertx, String what, String query, String byHand) throws Exception {
        System.out.println("  " + what + ", whole request");
        HttpLoad asked = new HttpLoad(unit.port(), SET + query, unit.token()).connections(1);
        HttpLoad bare = new HttpLoad(serve(vertx, byHand), "/", unit.token()).connections(1);
        // Meanwhile the unit makes its index, and code is compiled, which would count as processor time.
        asked.perSecond(WARM_UP_SECONDS);
        bare.perSecond(WARM_UP_SECONDS);
        Rounds rounds = new Rounds()
                .with("request", () -> micros(asked))
                .with("by hand", () -> micros(bare))
                .run(ROUNDS, true);
        return new Figure(
                what + ", whole request",
                "%.0f us of cpu, %.0f us by hand behind a bare server".formatted(rounds.median(0), rounds.median(1)),
                "%.2f".formatted(rounds.ratio(0, 1)),
                "");
    }

    private int serve(Vertx vertx, String query) {
        return vertx.createHttpServer()
                .requestHandler(request -> vertx.executeBlocking(() -> page(query), false)
                        .onSuccess(page -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(page)))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private Buffer page(String query) throws SQLException {
        Buffer page = Buffer.buffer("[");
        hand.run(query, row -> page.appendBytes(row).appendByte((byte) ','));
        return page.appendString("{}]");
    }

    private static double micros(HttpLoad load) throws Exception {
        load.perSecond(1);
        return load.serverMicros();
    }
}
