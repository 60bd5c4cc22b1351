package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.unit.ContentRange;
import io.cellport.cli.unit.StallGuard;
import io.cellport.cli.unit.UnitException;
import io.cellport.cli.unit.UnitHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
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

    /**
     * Appends all bytes to a file.
     *
     * @throws CommandException if it is not the same any more, or the connection broke off too often without a byte in
     *     between
     */
    void run(long size, DownloadedFile target, ProgressBar bar) {
        Patience patience = new Patience(bar::note, Pause.SLEEP);
        while (target.length() < size) {
            long before = target.length();
            try {
                appendFrom(before, size, target, bar);
            } catch (UnitException e) {
                if (target.length() > before) {
                    patience.moved();
                }
                patience.waitAfter(e);
            }
        }
    }

    private void appendFrom(long offset, long size, DownloadedFile target, ProgressBar bar) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(HEAD_TIMEOUT).header("Range", "bytes=" + offset + '-');
        if (!tag.isEmpty()) {
            request.header("If-Range", tag);
        }
        Consumer<byte[]> appending = bytes -> {
            if (target.length() + bytes.length > size) {
                throw new CommandException("More comes than was announced");
            }
            target.append(bytes);
            bar.update(target.length());
        };
        HttpResponse<String> answer = http.text(
                request.GET(),
                (client, authorized) -> new StallGuard(target::length, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, head -> into(head, offset, appending))));
        if (answer.statusCode() != 206) {
            throw new CommandException("It has changed while it was downloaded");
        }
    }

    private static BodySubscriber<String> into(ResponseInfo head, long offset, Consumer<byte[]> target) {
        if (head.statusCode() == 206) {
            if (!ContentRange.beginsAt(offset, head)) {
                throw new CommandException("Another part comes than was asked for");
            }
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(target)), complete -> "");
        }
        return head.statusCode() < 300 ? BodySubscribers.replacing("") : UnitHttp.refusal();
    }
}
