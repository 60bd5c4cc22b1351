package io.cellport.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.cli.exit.CommandException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real server that answers what each test tells it to. */
@Timeout(30)
class UnitClientTest {

    @TempDir
    Path directory;

    @AutoClose
    private FakeUnit unit;

    private UnitClient client;

    @BeforeEach
    void start() {
        unit = new FakeUnit();
        client = unit.client();
    }

    @Test
    void aCellIsCreatedWithATokenAndAJsonBody() {
        unit.answers(request -> request.body().onSuccess(body -> {
            unit.note(body + " " + request.getHeader("Authorization") + " " + request.getHeader("Content-Type"));
            request.response().setStatusCode(201).end("{\"d\":{\"results\":{\"Name\":\"a\"}}}");
        }));

        client.createCell("a");

        assertThat(unit.requests())
                .containsExactly("POST /__ctl/Cell", "{\"Name\":\"a\"} Bearer t0ken application/json");
    }

    @Test
    void theNamesOfAllCellsAreReadFromTheResults() {
        unit.answers(200, "{\"d\":{\"results\":[{\"Name\":\"a\"},{\"Name\":\"b\"}]}}");

        assertThat(client.cellNames()).containsExactly("a", "b");
    }

    @Test
    void aNameCannotLeaveItsPlaceInTheUrl() {
        unit.answers(204, "");

        client.deleteCell("a') or/?x=('ü");

        assertThat(unit.requests()).containsExactly("DELETE /__ctl/Cell('a%27%27%29%20or%2F%3Fx%3D%28%27%27%C3%BC')");
    }

    @Test
    void aRefusalShowsTheServersCodeAndText() {
        unit.answers(
                409,
                "{\"code\":\"PR409-OD-0003\",\"message\":{\"lang\":\"en\",\"value\":\"The entity already exists.\"}}");

        assertThatThrownBy(() -> client.createCell("a"))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR409-OD-0003 The entity already exists.");
    }

    @Test
    void aRefusalWithoutACodeShowsTheStatus() {
        unit.answers(502, "<html>Bad gateway</html>");

        assertThatThrownBy(() -> client.createCell("a"))
                .isInstanceOf(UnitException.class)
                .hasMessage("The server answered with HTTP status 502");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowedSoThatTheTokenStaysWithTheUnit(int status) {
        unit.answers(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", unit.url() + "elsewhere")
                .end());

        assertThatThrownBy(client::cellNames)
                .isInstanceOf(UnitException.class)
                .hasMessage("The server answered with HTTP status " + status);
        assertThat(unit.requests()).containsExactly("GET /__ctl/Cell");
    }

    @Test
    void anAnswerThatBreaksOffIsReportedAsBroken() {
        unit.answers(request -> request.response()
                .putHeader("Content-Length", "1000")
                .write("{\"d\":")
                .onComplete(written -> request.connection().close()));

        assertThatThrownBy(client::cellNames)
                .isInstanceOfSatisfying(
                        UnitException.class,
                        broken -> assertThat(broken.isTemporary()).isTrue())
                .hasMessageStartingWith("The connection to " + unit.url() + " broke off: ");
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsReportedAsBroken() {
        unit.answers(request -> request.connection().close());

        assertThatThrownBy(() -> client.createCell("a"))
                .isInstanceOf(UnitException.class)
                .hasMessageStartingWith("The connection to " + unit.url() + " broke off: ");
    }

    @Test
    void anAnswerInSeveralPiecesIsReadToItsEnd() {
        unit.answers(request -> {
            request.response().setChunked(true).write("{\"d\":{\"results\":[{\"Na");
            request.response().write("me\":\"a\"");
            request.response().end("}]}}");
        });

        assertThat(client.cellNames()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "{\"d\":", "OK"})
    void aSuccessWithoutJsonIsRefused(String body) {
        unit.answers(200, body);

        assertThatThrownBy(client::cellNames)
                .isInstanceOfSatisfying(
                        UnitException.class,
                        strange -> assertThat(strange.isTemporary()).isFalse())
                .hasMessage("What answers at %s is no unit", unit.url());
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "401, false",
        "404, false",
        "409, false",
        "500, false",
        "502, true",
        "503, true",
        "504, true"
    })
    void onlyAnUnavailableUnitIsTemporary(int status, boolean temporary) {
        unit.refuses(status, "PR" + status, "No.");

        assertThatThrownBy(client::cellNames).isInstanceOfSatisfying(UnitException.class, refused -> {
            assertThat(refused.isTemporary()).isEqualTo(temporary);
            assertThat(refused.isFor("PR" + status)).isTrue();
            assertThat(refused.isFor("PR")).isFalse();
        });
    }

    @Test
    void whatAUnitSaysCannotChangeTheTerminal() {
        unit.refuses(400, "PR400", "One\\u001b]0;title\\u0007\\nTwo");

        assertThatThrownBy(client::cellNames).hasMessage("PR400 One?]0;title??Two");
    }

    @Test
    void aTokenIsAskedForBeforeEachRequest() {
        AtomicInteger count = new AtomicInteger();
        UnitClient fresh = new UnitClient(unit.url(), () -> "token" + count.incrementAndGet());
        for (int i = 0; i < 2; i++) {
            unit.answers(request -> {
                unit.note(request.getHeader("Authorization"));
                request.response().end("{}");
            });
            fresh.cellNames();
        }

        assertThat(unit.requests()).contains("Bearer token1", "Bearer token2");
    }

    @Test
    void aMissingFileIsNamedBeforeAnythingIsSent() {
        unit.answers(200, FakeUnit.PATH_BASED);
        Path none = directory.resolve("none.zip");

        assertThatThrownBy(() -> client.upload("c", "s", none, sent -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessage("The file %s cannot be read", none);
    }

    @Test
    void anUploadArrivesWholeAndIsCountedToItsLastByte() throws IOException {
        byte[] bytes = new byte[5_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >> 8);
        }
        Path file = Files.write(directory.resolve("s.zip"), bytes);
        List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
        unit.answers(200, FakeUnit.PATH_BASED);
        unit.answers(request -> {
            request.body().onSuccess(body -> {
                received.add(body.getBytes());
                unit.note(request.getHeader("Content-Length") + " " + request.getHeader("Transfer-Encoding"));
                request.response().setStatusCode(201).end();
            });
            request.response().writeContinue();
        });
        List<Long> counts = Collections.synchronizedList(new ArrayList<>());

        client.upload("c", "s", file, counts::add);

        assertThat(received).containsExactly(bytes);
        assertThat(unit.requests()).containsExactly("GET /", "PUT /c/__snapshot/s.zip", "5000000 null");
        assertThat(counts).isSorted().hasSizeGreaterThan(10).last().isEqualTo(5_000_000L);
    }

    @Test
    void anUploadThatIsRefusedShowsTheCode() throws IOException {
        Path file = Files.write(directory.resolve("s.zip"), new byte[50_000_000]);
        unit.answers(200, FakeUnit.PATH_BASED);
        unit.answers(413, "{\"code\":\"PR413-DV-0001\",\"message\":{\"lang\":\"en\",\"value\":\"Too large.\"}}");

        assertThatThrownBy(() -> client.upload("c", "s", file, sent -> {}))
                .isInstanceOf(UnitException.class)
                .hasMessage("PR413-DV-0001 Too large.");
    }

    @Test
    void anUploadThatTheServerCutsOffIsReportedAsBroken() throws IOException {
        Path file = Files.write(directory.resolve("s.zip"), new byte[50_000_000]);
        unit.answers(200, FakeUnit.PATH_BASED);
        unit.answers(request -> {
            request.handler(firstBytes -> request.connection().close());
            request.response().writeContinue();
        });

        assertThatThrownBy(() -> client.upload("c", "s", file, sent -> {}))
                .isInstanceOf(UnitException.class)
                .hasMessageStartingWith("The connection to http://127.0.0.1:");
    }

    @Test
    void theFormOfCellUrlsIsAskedForOnce() {
        unit.answers(200, "{\"unit\":{\"url\":\"http://u.example:81/\",\"path_based_cellurl_enabled\":false}}");

        assertThat(client.importUrl("c")).hasToString("http://c.u.example:81/__import");
        assertThat(client.snapshotUrl("c", "s")).hasToString("http://c.u.example:81/__snapshot/s.zip");
        assertThat(unit.requests()).containsExactly("GET /");
    }

    @Test
    void anUnreachableServerIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        UnitClient lost = new UnitClient(URI.create("http://127.0.0.1:" + port + "/"), () -> "t0ken");

        assertThatThrownBy(lost::cellNames)
                .isInstanceOf(UnitException.class)
                .hasMessage("No server answers at http://127.0.0.1:%d/", port);
    }
}
