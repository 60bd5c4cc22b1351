package io.cellport.auth.token;

import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellport.MovableClock;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.config.Issuer;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalTokensTest {

    private static final String UNIT = "http://unit.example/";
    private static final String CELL = UNIT + "cell1/";
    private static final String ISSUER = "https://id.example/realms/one";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final IdentityProvider FIRST = IdentityProvider.rsa("first", 2048);
    private static final IdentityProvider SECOND = IdentityProvider.rsa("second", 2048);

    private final MovableClock clock = new MovableClock(NOW);

    private final MovableClock steady = new MovableClock(Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();

    private final Context loop = vertx.getOrCreateContext();

    private final WorkerPool pool = new WorkerPool("keys", 1, 10);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void publish() throws IOException {
        file = directory.resolve("jwks.json");
        Files.writeString(file, IdentityProvider.keySet(FIRST));
    }

    @AfterEach
    void close() throws TimeoutException {
        pool.abandon();
        vertx.close().await(30, SECONDS);
    }

    @Test
    void whoHasTheClaimHoldsRootOnTheWholeUnit() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));

        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        AccessToken token = token(verifier, FIRST.token(claims()));
        assertThat(token.kind()).isEqualTo(TokenKind.UNIT);
        assertThat(token.subject()).isEqualTo("eve");
        assertThat(token.covers(CellPrivilege.ROOT)).isTrue();
        for (Object value : List.of("x unit-admin y", new JsonArray().add("x").add("unit-admin"))) {
            assertThat(token(verifier, FIRST.token(claims().put("groups", value)))
                            .covers(CellPrivilege.ROOT))
                    .isTrue();
        }
    }

    @Test
    void whoDoesNotHaveTheClaimIsKnownButHoldsNothing() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));

        for (Object value : List.of("unit-admins", "", 1, true, new JsonArray().add("unit"), new JsonObject())) {
            assertThat(token(verifier, FIRST.token(claims().put("groups", value)))
                            .scopes())
                    .isEmpty();
        }
        JsonObject without = claims();
        without.remove("groups");
        assertThat(token(verifier, FIRST.token(without.put("scope", "root"))).scopes())
                .isEmpty();
    }

    @Test
    void theClaimMayBeDeepInsideTheToken() throws Exception {
        Issuer issuer = new Issuer(ISSUER, file.toString(), "cellport", "RS256", "/realm_access/roles", "unit-admin");
        JsonObject nested =
                claims().put("realm_access", new JsonObject().put("roles", new JsonArray().add("unit-admin")));

        assertThat(token(verifier(issuer), FIRST.token(nested)).covers(CellPrivilege.ROOT))
                .isTrue();
        assertThat(token(verifier(issuer), FIRST.token(claims())).scopes()).isEmpty();
    }

    @Test
    void onlyTokensOfThatIssuerForThisUnitThatAreValidNowAreAccepted() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        long now = NOW.getEpochSecond();

        assertThat(refusal(
                        verifier,
                        FIRST.token(claims().put("aud", new JsonArray().add("x").add("cellport")))))
                .isNull();
        for (JsonObject wrong : List.of(
                claims().put("iss", ISSUER + "/"),
                claims().put("aud", "other"),
                claims().put("aud", new JsonArray().add("other")),
                claims().put("aud", UNIT),
                claims().put("exp", "never"),
                claims().putNull("exp"),
                claims().put("nbf", now + 60),
                claims().put("nbf", "later"))) {
            assertThat(refusal(verifier, FIRST.token(wrong))).as(wrong.encode()).isEqualTo(ErrorCode.PR401_AU_0006);
        }
        assertThat(refusal(verifier, FIRST.token(claims().put("exp", now)))).isEqualTo(ErrorCode.PR401_AU_0002);
    }

    @Test
    void anIssuerCannotSpeakForTheUnit() throws Exception {
        String forged = FIRST.token(
                claims().put("iss", UNIT).put("aud", UNIT).put("kind", "unit").put("scope", "root"));

        assertThat(refusal(verifier(inFile("RS256")), forged)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aKeyThatIsNotInTheSetOrTooWeakSignsNothing() throws Exception {
        IdentityProvider impostor = IdentityProvider.rsa("first", 2048);
        IdentityProvider weak = IdentityProvider.rsa("weak", 1024);
        Files.writeString(file, IdentityProvider.keySet(FIRST, weak));
        TokenVerifier verifier = verifier(inFile("RS256"));

        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        for (IdentityProvider stranger : List.of(impostor, SECOND, weak)) {
            assertThat(refusal(verifier, stranger.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
        }
    }

    @Test
    void theAlgorithmIsTheOneThatIsConfigured() throws Exception {
        IdentityProvider curve = IdentityProvider.ec("curve");
        Files.writeString(file, IdentityProvider.keySet(FIRST, curve));

        TokenVerifier rsa = verifier(inFile("RS256"));
        assertThat(refusal(rsa, FIRST.token(claims()))).isNull();
        assertThat(refusal(rsa, curve.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
        TokenVerifier ec = verifier(inFile("ES256"));
        assertThat(refusal(ec, curve.token(claims()))).isNull();
        assertThat(refusal(ec, FIRST.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenWithoutAKeyIdIsTriedOnTheOnlyKey() throws Exception {
        IdentityProvider nameless = IdentityProvider.rsa("", 2048);
        Files.writeString(file, IdentityProvider.keySet(nameless));
        assertThat(refusal(verifier(inFile("RS256")), nameless.token(claims()))).isNull();

        Files.writeString(file, IdentityProvider.keySet(FIRST, SECOND));
        assertThat(refusal(verifier(inFile("RS256")), nameless.token(claims()))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void severalKeysWithoutANameOrOfTheSameNameAreEachTried() throws Exception {
        for (String name : List.of("", "same")) {
            IdentityProvider one = IdentityProvider.rsa(name, 2048);
            IdentityProvider two = IdentityProvider.rsa(name, 2048);
            Files.writeString(file, IdentityProvider.keySet(FIRST, one, two));
            TokenVerifier verifier = verifier(inFile("RS256"));

            assertThat(refusal(verifier, one.token(claims()))).isNull();
            assertThat(refusal(verifier, two.token(claims()))).isNull();
            assertThat(refusal(verifier, IdentityProvider.rsa(name, 2048).token(claims())))
                    .isEqualTo(ErrorCode.PR401_AU_0006);
        }
    }

    @Test
    void aMemberThatIsNoKeyIsLeftOutAlone() throws Exception {
        String set = IdentityProvider.keySet(FIRST);
        for (String member : List.of(
                "null",
                "\"text\"",
                "1",
                "[]",
                "{}",
                "{\"kty\":\"OKP\"}",
                "{\"kty\":1}",
                """
                {"kty":"RSA","n":"%s","e":1}""".formatted("A".repeat(400)),
                """
                {"kty":"RSA","n":"%s","kid":["a"]}""".formatted("*".repeat(400)))) {
            Files.writeString(file, set.replace("[", "[" + member + ","));

            assertThat(refusal(verifier(inFile("RS256")), FIRST.token(claims())))
                    .as(member)
                    .isNull();
        }
    }

    @Test
    void anEs256SignatureIsExactly64OctetsLong() throws Exception {
        IdentityProvider curve = IdentityProvider.ec("curve");
        Files.writeString(file, IdentityProvider.keySet(curve));
        TokenVerifier verifier = verifier(inFile("ES256"));
        String token = curve.token(claims());
        int signature = token.lastIndexOf('.') + 1;
        byte[] bytes = Base64.getUrlDecoder().decode(token.substring(signature));

        for (int length : List.of(bytes.length + 1, bytes.length - 1, 2 * bytes.length)) {
            String other = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length));
            assertThat(refusal(verifier, token.substring(0, signature) + other))
                    .as("%d octets", length)
                    .isEqualTo(ErrorCode.PR401_AU_0006);
        }
        assertThat(refusal(verifier, token)).isNull();
    }

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
                .await(30, SECONDS);
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
                .await(30, SECONDS);
        TokenVerifier verifier = verifier(at("http://127.0.0.1:" + server.actualPort() + "/jwks"));
        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        steady.advance(Duration.ofSeconds(10));

        for (int i = 0; i < 20; i++) {
            assertThat(refusal(verifier, SECOND.token(claims().put("jti", i)))).isEqualTo(ErrorCode.PR401_AU_0006);
        }
        assertThat(fetched).hasValue(2);

        server.close().await(30, SECONDS);
        steady.advance(Duration.ofMinutes(6));
        assertThat(refusal(verifier, SECOND.token(claims().put("jti", "unreachable"))))
                .isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verifier, FIRST.token(claims().put("jti", "kept")))).isNull();
    }

    private Issuer inFile(String algorithm) {
        return new Issuer(ISSUER, file.toString(), "cellport", algorithm, "groups", "unit-admin");
    }

    private static Issuer at(String url) {
        return new Issuer(ISSUER, url, "cellport", "RS256", "groups", "unit-admin");
    }

    private TokenVerifier verifier(Issuer issuer) throws IOException {
        KeyFile keys = new KeyFile(directory);
        return new TokenVerifier(
                vertx,
                new CurrentKeys(keys, keys.open(), pool),
                () -> UNIT,
                config().issuers(issuer).build().auth(),
                clock,
                steady);
    }

    private static JsonObject claims() {
        return IdentityProvider.claims(ISSUER, NOW.plusSeconds(3_600));
    }

    private ErrorCode refusal(TokenVerifier verifier, String token) throws TimeoutException {
        Credential credential = judged(verifier, token);
        return credential instanceof Credential.Invalid invalid
                ? invalid.reason().code()
                : null;
    }

    private AccessToken token(TokenVerifier verifier, String token) throws TimeoutException {
        return ((Credential.Valid) judged(verifier, token)).token();
    }

    /** A verifier belongs to one event loop. */
    private Credential judged(TokenVerifier verifier, String token) throws TimeoutException {
        return Future.<Credential>future(judged ->
                        loop.runOnContext(now -> verifier.verify(token, CELL).onComplete(judged)))
                .await(30, SECONDS);
    }
}
