package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.config.Issuer;
import io.cellport.error.ErrorCode;
import io.vertx.core.http.HttpServer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the keys of an issuer are read again. */
class PublishedKeysTest extends TrustingUnit {

    @Test
    void anHourThatTheTimeOfDayIsSetBackDelaysNoReading() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        Files.writeString(file, IdentityProvider.keySet(SECOND));

        clock.advance(Duration.ofHours(-1));
        steady.advance(Duration.ofSeconds(10));

        assertThat(refusal(verifier, SECOND.token(claims()))).isNull();
    }

    @Test
    void aNewKeyIsFoundAsSoonAsATokenNamesItButTheFileIsReadAtMostEveryTenSeconds() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        Files.writeString(file, IdentityProvider.keySet(FIRST, SECOND));

        assertThat(refusal(verifier, SECOND.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
        steady.advance(Duration.ofSeconds(10));
        assertThat(refusal(verifier, SECOND.token(claims()))).isNull();
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
    }

    @Test
    void aKeyThatIsTakenAwayVoidsTheTokensThatWereVerifiedWithIt() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        String token = FIRST.token(claims());
        assertThat(refusal(verifier, token)).isNull();
        Files.writeString(file, IdentityProvider.keySet(SECOND));

        assertThat(refusal(verifier, token)).isNull();
        steady.advance(Duration.ofSeconds(10));
        await().until(() -> refusal(verifier, token) == ErrorCode.PR401_AU_0006);
    }

    @Test
    void aFileThatCannotBeReadLeavesTheKeysAsTheyWere() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();

        for (String text : List.of("", "[]", "{\"keys\":1}", "{\"keys\":[1]}", "x".repeat(2 << 20))) {
            Files.writeString(file, text);
            steady.advance(Duration.ofSeconds(10));
            assertThat(refusal(verifier, SECOND.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
            assertThat(refusal(verifier, FIRST.token(claims().put("jti", text.length()))))
                    .isNull();
        }
        Files.delete(file);
        steady.advance(Duration.ofSeconds(10));
        assertThat(refusal(verifier, FIRST.token(claims().put("jti", "deleted"))))
                .isNull();
    }

    @Test
    void keysOnTheWebAreFetchedWithoutFollowingRedirects() throws Exception {
        AtomicReference<String> published = new AtomicReference<>(IdentityProvider.keySet(FIRST));
        AtomicInteger fetched = new AtomicInteger();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    fetched.incrementAndGet();
                    switch (request.path()) {
                        case "/jwks" -> request.response().end(published.get());
                        case "/moved" ->
                            request.response()
                                    .setStatusCode(302)
                                    .putHeader("Location", "/jwks")
                                    .end();
                        default -> request.response().setStatusCode(500).end(published.get());
                    }
                })
                .listen(0, "127.0.0.1")
                .await(PATIENCE.toSeconds(), SECONDS);
        String url = "http://127.0.0.1:" + server.actualPort();

        TokenVerifier verifier = verifier(at(url + "/jwks"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        published.set(IdentityProvider.keySet(FIRST, SECOND));
        assertThat(refusal(verifier, SECOND.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(fetched).hasValue(1);
        steady.advance(Duration.ofSeconds(10));
        assertThat(refusal(verifier, SECOND.token(claims()))).isNull();
        assertThat(fetched).hasValue(2);
        assertThat(refusal(verifier(at(url + "/moved")), FIRST.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verifier(at(url + "/broken")), FIRST.token(claims())))
                .isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void unknownKeysCauseOneFetchAndAnUnreachableProviderLeavesTheKeysAsTheyWere() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    fetched.incrementAndGet();
                    request.response().end(IdentityProvider.keySet(FIRST));
                })
                .listen(0, "127.0.0.1")
                .await(PATIENCE.toSeconds(), SECONDS);
        TokenVerifier verifier = verifier(at("http://127.0.0.1:" + server.actualPort() + "/jwks"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        steady.advance(Duration.ofSeconds(10));

        for (int i = 0; i < 20; i++) {
            assertThat(refusal(verifier, SECOND.token(claims().put("jti", i)))).isEqualTo(ErrorCode.PR401_AU_0006);
        }
        assertThat(fetched).hasValue(2);

        server.close().await(PATIENCE.toSeconds(), SECONDS);
        steady.advance(Duration.ofMinutes(6));
        assertThat(refusal(verifier, SECOND.token(claims().put("jti", "unreachable"))))
                .isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verifier, FIRST.token(claims().put("jti", "kept")))).isNull();
    }

    private static Issuer at(String url) {
        return new Issuer(ISSUER, url, "cellport", "RS256", "groups", "unit-admin");
    }
}
