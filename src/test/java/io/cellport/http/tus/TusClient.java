package io.cellport.http.tus;

import static io.cellport.http.TestUnit.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.RawClient;
import io.cellport.http.TestUnit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;

/** Speaks the protocol to a unit, one request at a time. */
record TusClient(TestUnit unit, String cell) {

    static String metadata(String fileName) {
        return "filename " + Base64.getEncoder().encodeToString(fileName.getBytes(UTF_8));
    }

    HttpRequest.Builder request(String path) {
        return unit.request(path).header("Tus-Resumable", "1.0.0");
    }

    HttpRequest.Builder creation(String fileName, String length) {
        return request(cell + "/__upload")
                .header("Upload-Length", length)
                .header("Upload-Metadata", metadata(fileName))
                .POST(BodyPublishers.noBody());
    }

    /** Creates an upload and returns its path below the unit. */
    String create(String fileName, long length) {
        HttpResponse<String> created = unit.send(creation(fileName, Long.toString(length)));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(header(created, "Upload-Expires")).endsWith(" GMT");
        return path(created);
    }

    String path(HttpResponse<?> created) {
        String location = header(created, "Location");
        assertThat(location).startsWith(unit.url() + cell + "/__upload/");
        return URI.create(location).getPath().substring(1);
    }

    HttpRequest.Builder patch(String path, String offset, BodyPublisher body) {
        return request(path)
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", offset)
                .method("PATCH", body);
    }

    HttpResponse<String> append(String path, long offset, String bytes) {
        return unit.send(patch(path, Long.toString(offset), BodyPublishers.ofString(bytes)));
    }

    HttpResponse<String> head(String path) {
        return unit.send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    /** The offset that the unit tells. */
    long offset(String path) {
        return Long.parseLong(header(head(path), "Upload-Offset"));
    }

    String stored(String fileName) {
        return unit.send(unit.request(cell + "/__snapshot/" + fileName)).body();
    }

    /** The file with the bytes of an unfinished upload. */
    Path bytes(String path) {
        return unit.data().resolve("uploads").resolve(path.replaceAll(".*/", ""));
    }

    /** Begins to send a body. */
    RawClient beginBody(String path, long offset, int announced, String bytes) throws IOException {
        return new RawClient(unit)
                .send(String.join(
                        "\r\n",
                        "PATCH /" + path + " HTTP/1.1",
                        "Host: x",
                        "Authorization: Bearer " + unit.unitToken(),
                        "Tus-Resumable: 1.0.0",
                        "Content-Type: application/offset+octet-stream",
                        "Upload-Offset: " + offset,
                        "Content-Length: " + announced,
                        "",
                        bytes));
    }
}
