package io.cellport.cli.move;

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

/**
 * A download that goes on behind the bytes that are there. Personium sends the whole file whatever range is asked for;
 * then it begins again. Blocks; for one thread.
 *
 * @param http requests to the source
 * @param url of the snapshot
 */
record PartDownload(UnitHttp http, URI url) {

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration HEAD_TIMEOUT = Duration.ofMinutes(10);

    private static final int MOST_FAILURES = 20;

    /**
     * Appends what is missing.
     *
     * @throws UnitException if the connection broke off too often without a new byte
     */
    void run(SourceCell.Stored stored, PartFile part, ProgressBar bar) {
        Polling polling = new Polling();
        long most = part.length();
        for (int failures = 0; part.length() < stored.size(); ) {
            try {
                appendTo(part, stored.tag(), bar);
            } catch (UnitException e) {
                failures = part.length() > most ? 1 : failures + 1;
                if (!e.isTemporary() || failures >= MOST_FAILURES) {
                    throw e;
                }
                polling.pause();
            }
            most = Math.max(most, part.length());
        }
        part.force();
    }

    private void appendTo(PartFile part, String tag, ProgressBar bar) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(HEAD_TIMEOUT);
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + '-');
        }
        if (part.length() > 0 && !tag.isEmpty()) {
            request.header("If-Range", tag);
        }
        http.text(
                request.GET(),
                (client, authorized) -> new StallGuard(part::length, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, head -> into(head, part, bar))));
    }

    private static BodySubscriber<String> into(HttpResponse.ResponseInfo head, PartFile part, ProgressBar bar) {
        if (head.statusCode() != 200 && head.statusCode() != 206) {
            return BodySubscribers.ofString(StandardCharsets.UTF_8);
        }
        if (head.statusCode() == 200) {
            part.clear();
        }
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(piece -> {
                    part.append(piece);
                    bar.update(part.length());
                })),
                complete -> "");
    }
}
