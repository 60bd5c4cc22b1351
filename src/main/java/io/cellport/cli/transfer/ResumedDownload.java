package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.unit.StallGuard;
import io.cellport.cli.unit.UnitException;
import io.cellport.cli.unit.UnitHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A download that goes on where a connection broke off. Blocks; for one thread.
 *
 * @param http requests to the unit
 * @param url of what is downloaded
 * @param tag the entity tag that it must still have; empty if it cannot change
 */
record ResumedDownload(UnitHttp http, URI url, String tag) {

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration HEAD_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int MOST_FAILURES = 20;

    /**
     * Appends all bytes to a file.
     *
     * @throws CommandException if it is not the same any more, or the connection broke off too often without a byte in
     *     between
     */
    void run(long size, DownloadedFile target, ProgressBar bar) {
        int failures = 0;
        while (target.length() < size) {
            long before = target.length();
            try {
                appendFrom(before, target, bar);
            } catch (UnitException e) {
                failures = target.length() > before ? 1 : failures + 1;
                if (!e.isTemporary() || failures >= MOST_FAILURES) {
                    throw e;
                }
                Pause.SLEEP.take(PAUSE);
            }
        }
    }

    private void appendFrom(long offset, DownloadedFile target, ProgressBar bar) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(HEAD_TIMEOUT).header("Range", "bytes=" + offset + '-');
        if (!tag.isEmpty()) {
            request.header("If-Range", tag);
        }
        Consumer<byte[]> appending = bytes -> {
            target.append(bytes);
            bar.update(target.length());
        };
        HttpResponse<String> answer = http.text(
                request.GET(),
                (client, authorized) -> new StallGuard(target::length, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, head -> into(head.statusCode(), appending))));
        if (answer.statusCode() != 206) {
            throw new CommandException("It has changed while it was downloaded");
        }
    }

    private static BodySubscriber<String> into(int status, Consumer<byte[]> target) {
        if (status == 206) {
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(target)), complete -> "");
        }
        return status < 300 ? BodySubscribers.replacing("") : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }
}
