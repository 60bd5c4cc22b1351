package io.cellport.cli.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Uploads of snapshots to one cell that can be resumed, by the tus protocol 1.0. Failures are {@link UnitException}s.
 * Blocks; for one thread.
 *
 * @param http requests to the unit
 * @param cell the name of the cell
 */
public record ResumableUploads(UnitHttp http, String cell) {

    private static final String VERSION = "1.0.0";

    private static final Duration STALL_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration QUICKLY = Duration.ofSeconds(5);

    /**
     * How far an upload has come.
     *
     * @param offset bytes that the unit has
     * @param length bytes of the whole file
     */
    public record Standing(long offset, long length) {}

    /** Whether the unit has such uploads; a cluster has none, nor has Personium. */
    public boolean areOffered() {
        try {
            HttpResponse<String> told =
                    http.text(UnitHttp.request(uploads()).method("OPTIONS", BodyPublishers.noBody()));
            String versions = told.headers().firstValue("Tus-Version").orElse("");
            return List.of(versions.split(" *, *")).contains(VERSION);
        } catch (UnitException e) {
            if (e.isTemporary()) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Begins an upload and returns its id. The unit may know itself by another name, so only the id is taken from its
     * URL.
     *
     * @param fileName name of the snapshot file
     * @param length bytes of it, at least 1
     */
    public String create(String fileName, long length) {
        HttpResponse<String> created = http.text(request(uploads())
                .header("Upload-Length", Long.toString(length))
                .header(
                        "Upload-Metadata",
                        "filename %s,filetype %s".formatted(base64(fileName), base64("application/zip")))
                .POST(BodyPublishers.noBody()));
        String url = created.headers().firstValue("Location").orElse("");
        String id = url.substring(url.lastIndexOf('/') + 1);
        if (!id.matches("[A-Za-z0-9_-]{1,200}")) {
            throw http.strange();
        }
        return id;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How far an upload has come. */
    public Standing standing(String id) {
        // A refusal of a HEAD could not say why.
        HttpResponse<String> state = http.text(request(upload(id)).GET());
        Standing told = new Standing(number(state, "Upload-Offset"), number(state, "Upload-Length"));
        if (told.offset() > told.length()) {
            throw http.strange();
        }
        return told;
    }

    private long number(HttpResponse<String> answer, String header) {
        String text = answer.headers().firstValue(header).orElse("");
        if (!text.matches("[0-9]{1,18}")) {
            throw http.strange();
        }
        return Long.parseLong(text);
    }

    /**
     * Sends the rest of a file.
     *
     * @param offset how far the upload has come
     * @param length bytes of the whole file
     * @param sent called with the number of bytes that the unit has or was sent, on a thread of the HTTP client
     */
    public void append(String id, Path file, long offset, long length, LongConsumer sent) {
        AtomicLong taken = new AtomicLong();
        BodyPublisher rest =
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> from(file, offset)), length - offset);
        BodyPublisher body = new CountingPublisher(rest, count -> {
            taken.set(count);
            sent.accept(offset + count);
        });
        http.text(
                patch(id, offset, body),
                (client, authorized) -> new StallGuard(taken::get, STALL_TIMEOUT)
                        .await(client.sendAsync(authorized, head -> new LimitedText())));
    }

    private static InputStream from(Path file, long offset) {
        try {
            SeekableByteChannel channel = Files.newByteChannel(file);
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends no byte, and so hears why none may be sent: a refusal can be lost behind a large body. */
    public void askWhyNot(String id, long offset) {
        http.text(patch(id, offset, BodyPublishers.noBody()).timeout(UnitHttp.REQUEST_TIMEOUT));
    }

    private HttpRequest.Builder patch(String id, long offset, BodyPublisher body) {
        return HttpRequest.newBuilder(upload(id))
                .header("Tus-Resumable", VERSION)
                .header("Accept", "application/json")
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", Long.toString(offset))
                .method("PATCH", body);
    }

    /** Gives an upload up. */
    public void delete(String id) {
        http.text(request(upload(id)).timeout(QUICKLY).DELETE());
    }

    private static HttpRequest.Builder request(URI url) {
        return UnitHttp.request(url).header("Tus-Resumable", VERSION);
    }

    private URI uploads() {
        return http.cellUrl(cell).resolve("__upload");
    }

    private URI upload(String id) {
        return URI.create(uploads() + "/" + UnitHttp.encode(id));
    }
}
