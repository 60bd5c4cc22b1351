package io.cellport.http.status;

import io.cellport.cell.Cell;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.CellDirectory;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.metric.Metrics.Timer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * {@code GET} of a status: how the import or export stands. It tells clients how to poll: the answer has a tag, and a
 * status of a known tag is not sent again; {@code Retry-After} says when to expect something new; {@code Prefer: wait}
 * holds the answer back until there is something new, unless too many wait already. {@code If-None-Match: *} means
 * nothing here, because existing clients send it with every request. Belongs to one event loop.
 */
public final class StatusEndpoint implements Endpoint {

    private static final long MAX_RETRY_SECONDS = 30;

    /** For clients that cannot wait because too many do. */
    private static final CharSequence CROWDED_RETRY_SECONDS = HttpHeaders.createOptimized("10");

    private final StatusSource answers;

    private final StatusWaiters waiters;

    private final CellDirectory cells;

    private final Timer polls;

    private final Clock clock;

    /** @param polls how long polls take that nobody holds */
    public StatusEndpoint(StatusSource answers, StatusWaiters waiters, CellDirectory cells, Timer polls, Clock clock) {
        this.answers = answers;
        this.waiters = waiters;
        this.cells = cells;
        this.polls = polls;
        this.clock = clock;
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        String cellId = exchange.requiredCell().id();
        KnownTags known = KnownTags.of(exchange.list(HttpHeaders.IF_NONE_MATCH));
        int wait = PreferredWait.of(exchange);
        Future<StatusAnswer> now = answers.ask(exchange.key(), cellId, exchange.begun());
        if (wait > 0) {
            return now.compose(answer -> ifThere(exchange, () -> hold(exchange, answer, known, wait)));
        }
        return now.compose(
                answer -> ifThere(exchange, () -> {
                    measure(exchange);
                    // Nobody waits until the answer is sent: what becomes of it then, the exchange tells.
                    send(exchange, answer, known);
                    return Future.succeededFuture();
                }),
                failure -> {
                    measure(exchange);
                    return Future.failedFuture(failure);
                });
    }

    private void measure(Exchange exchange) {
        exchange.onEnd(() -> polls.record(exchange.age()));
    }

    /** A cell that was deleted meanwhile has no status. Its tracker, which knows of no import, would call it ready. */
    private Future<Void> ifThere(Exchange exchange, Supplier<Future<Void>> sending) {
        Cell cell = exchange.requiredCell();
        Future<Boolean> remains = exchange.found().isCertain()
                ? cells.remains(cell, exchange.begun())
                : cells.isUnchanged(cell, exchange.begun());
        return remains.succeeded() && remains.result()
                ? toCertain(exchange, sending)
                : remains.compose(there -> there ? toCertain(exchange, sending) : Future.failedFuture(gone()));
    }

    private static Future<Void> toCertain(Exchange exchange, Supplier<Future<Void>> sending) {
        exchange.found(exchange.found().confirmed());
        return sending.get();
    }

    private static ApiException gone() {
        return ApiException.of(ErrorCode.PR404_DV_0003);
    }

    private Future<Void> hold(Exchange exchange, StatusAnswer answer, KnownTags known, int wait) {
        HttpServerResponse response = exchange.response();
        if (!waiters.haveRoom(exchange.requiredCell().id())) {
            return ifThere(exchange, () -> {
                response.putHeader(HttpHeaders.RETRY_AFTER, CROWDED_RETRY_SECONDS);
                return send(exchange, answer, known);
            });
        }
        exchange.forgetHeaders();
        return somethingNew(exchange, answer, known, wait)
                .compose(latest -> ifThere(exchange, () -> {
                    response.putHeader(PreferredWait.APPLIED, "wait=" + wait);
                    return send(exchange, latest, known);
                }));
    }

    /** This answer if it is new to the client; otherwise, or if the client has sent no tag, the next one. */
    private Future<StatusAnswer> somethingNew(Exchange exchange, StatusAnswer answer, KnownTags known, int wait) {
        if (known.isAny() && !known.contains(answer.etag())) {
            return Future.succeededFuture(answer);
        }
        return waiters.await(
                exchange,
                Duration.ofSeconds(wait),
                later -> known.isAny()
                        ? known.contains(later.etag())
                        : later.etag().equals(answer.etag()));
    }

    private Future<Void> send(Exchange exchange, StatusAnswer answer, KnownTags known) {
        HttpServerResponse response = exchange.response();
        boolean isNew = !known.contains(answer.etag());
        if (isNew) {
            answer.headers().putInto(response);
        } else {
            response.putHeader(HttpHeaders.ETAG, answer.etagHeader());
            response.putHeader(HttpHeaders.VARY, StatusAnswer.VARY);
        }
        answer.activeSince()
                .ifPresent(since -> response.putHeader(
                        HttpHeaders.RETRY_AFTER, Long.toString(retrySeconds(since, answer.percent()))));
        return isNew ? exchange.body(200, answer.body()) : exchange.empty(304);
    }

    /** The time that one more percent takes, judging by those so far. */
    private long retrySeconds(Instant since, int percent) {
        long elapsed = Duration.between(since, clock.instant()).toSeconds();
        return Math.max(1, Math.min(elapsed / Math.max(percent, 1), MAX_RETRY_SECONDS));
    }
}
