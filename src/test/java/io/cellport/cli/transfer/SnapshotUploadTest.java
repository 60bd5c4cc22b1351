package io.cellport.cli.transfer;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.BreakingLine;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import io.cellport.http.TestUnit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads over bad lines to a real unit, and to servers that lie. */
@Timeout(120)
class SnapshotUploadTest {

    private static final int SIZE = 6 << 20;

    @TempDir
    Path directory;

    @AutoClose
    private final FakeUploads fake = new FakeUploads();

    private Path ten;

    @BeforeEach
    void write() throws IOException {
        ten = Files.writeString(directory.resolve("ten.zip"), "0123456789");
    }

    @Test
    void anUploadGoesOnWhereALineBreaks() throws IOException {
        long seed = System.nanoTime();
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file.zip"), bytes);
        try (BreakingLine line = new BreakingLine();
                TestUnit unit = new TestUnit(
                        config(directory.resolve("data")).url(line.url()).build())) {
            line.leadTo(unit.port());
            unit.createCell("cell");
            new Random(seed).ints(5, 0, SIZE).forEach(line::breakAt);

            UnitClient client = new UnitClient(URI.create(line.url()), unit::unitToken);
            new SnapshotUpload(client, Screen.silent(), UploadMemory.NONE).run(file, "cell", "file");

            assertThat(line.broken()).as("seed %d", seed).isEqualTo(5);
            assertThat(unit.send(unit.request("cell/__snapshot/file.zip"), BodyHandlers.ofByteArray())
                            .body())
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aUnitWithoutSuchUploadsGetsTheFileAsAWhole() {
        fake.on("OPTIONS", request -> request.response().setStatusCode(501).end());
        fake.on("PUT", SnapshotUploadTest::store);

        upload();

        assertThat(fake.requests()).containsExactly("OPTIONS /c/__upload", "PUT /c/__snapshot/s.zip");
    }

    @Test
    void onlyTheIdIsTakenFromTheLocationSoThatTheTokenStaysWithTheUnit() {
        fake.standing(questions -> questions == 0 ? 0 : 10);

        upload();

        assertThat(fake.requests())
                .containsExactly(
                        "OPTIONS /c/__upload",
                        "POST /c/__upload",
                        "GET /c/__upload/id-1",
                        "PATCH /c/__upload/id-1",
                        "GET /c/__upload/id-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://127.0.0.1/", "/c/__upload/..", "/c/__upload/a%2fb", "/c/__upload/a?b", "x y"})
    void aLocationWithoutAnIdIsStrange(String location) {
        fake.on(
                "POST",
                request -> request.response()
                        .setStatusCode(201)
                        .putHeader("Location", location)
                        .end());

        assertThatThrownBy(this::upload).isInstanceOf(UnitException.class).hasMessageContaining("is no unit");
    }

    @Test
    void anOffsetMayGoBackAfterACrash() {
        long[] offsets = {4, 2, 7, 10};
        fake.standing(questions -> offsets[questions]);

        upload();

        assertThat(fake.requests())
                .filteredOn(request -> request.startsWith("PATCH"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9})
    void anUploadThatNeverAdvancesIsGivenUpAndForgotten(long offset) {
        fake.standing(questions -> offset);

        assertThatThrownBy(this::upload)
                .isInstanceOf(UnitException.class)
                .hasMessageContaining("the upload does not advance");
        assertThat(fake.requests()).hasSizeLessThan(1_000).last().isEqualTo("DELETE /c/__upload/id-1");
    }

    @Test
    void anUploadThatGoesToAndFroIsGivenUp() {
        fake.standing(questions -> questions % 2 == 0 ? 3 : 7);

        assertThatThrownBy(this::upload).isInstanceOf(UnitException.class);
        assertThat(fake.requests()).hasSizeLessThan(1_000);
    }

    @Test
    void anUploadThatIsLostIsBegunAgainButNotForEver() {
        fake.on("PATCH", request -> request.response().setStatusCode(404).end());

        assertThatThrownBy(this::upload)
                .isInstanceOf(CommandException.class)
                .hasMessage("The unit loses the upload again and again");
        assertThat(fake.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(3);
    }

    @Test
    void anOffsetBehindTheEndIsNotTakenForTheEnd() {
        fake.standing(questions -> 11);

        assertThatThrownBy(this::upload).isInstanceOf(UnitException.class).hasMessageContaining("is no unit");
    }

    @Test
    void aRefusalThatGetsLostBehindTheBodyIsHeard() {
        fake.on("PATCH", request -> {
            if ("0".equals(request.getHeader("Content-Length")) || request.getHeader("Content-Length") == null) {
                request.response()
                        .setStatusCode(409)
                        .end("{\"code\":\"PR409-CM-0002\",\"message\":{\"lang\":\"en\",\"value\":\"Busy.\"}}");
            } else {
                request.connection().close();
            }
        });

        assertThatThrownBy(this::upload)
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.ending()).isEqualTo(Ending.CONFLICT))
                .hasMessage("PR409-CM-0002 Busy.");
    }

    @Test
    void anUploadThatAnotherConnectionStillHoldsIsWaitedFor() {
        AtomicInteger patches = new AtomicInteger();
        fake.standing(questions -> patches.get() < 4 ? 0 : 10);
        fake.on("PATCH", request -> {
            int status = patches.incrementAndGet() < 4 ? 423 : 204;
            request.end()
                    .onSuccess(read -> request.response().setStatusCode(status).end());
        });

        upload();

        assertThat(patches.get()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() {
        byte[] piece = new byte[1 << 20];
        fake.on("GET", request -> {
            request.response().setChunked(true);
            drip(request, piece, 80);
        });

        assertThatThrownBy(this::upload).isInstanceOf(UnitException.class).hasMessageContaining("is no unit");
    }

    private static void drip(HttpServerRequest request, byte[] piece, int times) {
        if (times > 0) {
            request.response().write(Buffer.buffer(piece)).onSuccess(written -> drip(request, piece, times - 1));
        }
    }

    @Test
    void anotherCallGoesOnWithWhatIsRemembered() {
        String[] kept = {"old-1"};
        fake.standing(questions -> questions == 0 ? 6 : 10);

        upload(memory(kept));

        assertThat(fake.requests()).doesNotContain("POST /c/__upload").contains("PATCH /c/__upload/old-1");
    }

    @Test
    void whatIsRememberedStaysWhenACallFails() {
        String[] kept = {""};
        fake.on("PATCH", request -> request.response().setStatusCode(400).end());

        assertThatThrownBy(() -> upload(memory(kept))).isInstanceOf(UnitException.class);

        assertThat(kept).containsExactly("id-1");
        assertThat(fake.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    private static UploadMemory memory(String[] kept) {
        return new UploadMemory() {

            @Override
            public Optional<String> id() {
                return kept[0].isEmpty() ? Optional.empty() : Optional.of(kept[0]);
            }

            @Override
            public void remember(String id) {
                kept[0] = id;
            }
        };
    }

    private static void store(HttpServerRequest request) {
        request.response().writeContinue();
        request.end().onSuccess(read -> request.response().setStatusCode(201).end());
    }

    private void upload() {
        upload(UploadMemory.NONE);
    }

    private void upload(UploadMemory memory) {
        new SnapshotUpload(fake.client(), Screen.silent(), memory, time -> {}).run(ten, "c", "s");
    }
}
