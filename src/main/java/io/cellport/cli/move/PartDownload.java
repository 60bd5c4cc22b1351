package io.cellport.cli.move;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.move.SourceCell.Stored;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.transfer.Patience;
import io.cellport.cli.transfer.Pause;
import io.cellport.cli.unit.ContentRange;
import io.cellport.cli.unit.StallGuard;
import io.cellport.cli.unit.UnitException;
import io.cellport.cli.unit.UnitHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
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

    /**
     * Appends what is missing.
     *
     * @throws UnitException if the connection broke off too often without a new byte
     */
    void run(Stored stored, PartFile part, ProgressBar bar) {
        Patience patience = new Patience(bar::note, Pause.SLEEP);
        for (long most = part.length(); part.length() < stored.size(); ) {
            try {
                appendTo(part, stored, bar);
            } catch (UnitException e) {
                if (part.length() > most) {
                    most = part.length();
                    patience.moved();
                }
                patience.waitAfter(e);
            }
        }
        part.force();
    }

    private void appendTo(PartFile part, Stored stored, ProgressBar bar) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(HEAD_TIMEOUT);
        if (part.length() > 0) {
            request.header("Range", "bytes=" + part.length() + '-');
        }
        if (part.length() > 0 && !stored.tag().isEmpty()) {
            request.header("If-Range", stored.tag());
        }
        http.text(
                request.GET(),
                (client, authorized) -> new StallGuard(part::length, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, head -> into(head, part, stored, bar))));
    }

    private static BodySubscriber<String> into(
            HttpResponse.ResponseInfo head, PartFile part, Stored stored, ProgressBar bar) {
        if (head.statusCode() != 200 && head.statusCode() != 206) {
            return UnitHttp.refusal();
        }
        if (head.statusCode() == 200) {
            part.clear();
        } else if (!ContentRange.beginsAt(part.length(), head)) {
            throw new CommandException("The source sends another part of the snapshot than it was asked for");
        }
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(piece -> {
                    if (part.length() + piece.length > stored.size()) {
                        throw new CommandException("The source sends more than it has announced");
                    }
                    part.append(piece);
                    bar.update(part.length());
                })),
                complete -> "");
    }
}
