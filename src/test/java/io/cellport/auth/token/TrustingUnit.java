package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.cellport.MovableClock;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.config.Issuer;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A unit that trusts an issuer, whose keys stand in a file unless a test has them elsewhere. */
abstract class TrustingUnit {

    static final String UNIT = "http://unit.example/";
    private static final String CELL = UNIT + "cell1/";
    static final String ISSUER = "https://id.example/realms/one";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final IdentityProvider FIRST = IdentityProvider.rsa("first", 2048);
    static final IdentityProvider SECOND = IdentityProvider.rsa("second", 2048);

    final MovableClock clock = new MovableClock(NOW);
    final MovableClock steady = new MovableClock(Instant.EPOCH);
    final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final WorkerPool pool = new WorkerPool("keys", 1, 10);

    @TempDir
    Path directory;

    Path file;

    @BeforeEach
    void publish() throws IOException {
        file = directory.resolve("jwks.json");
        Files.writeString(file, IdentityProvider.keySet(FIRST));
    }

    @AfterEach
    void close() throws TimeoutException {
        pool.abandon();
        vertx.close().await(PATIENCE.toSeconds(), SECONDS);
    }

    Issuer inFile(String algorithm) {
        return new Issuer(ISSUER, file.toString(), "cellport", algorithm, "groups", "unit-admin");
    }

    TokenVerifier verifier(Issuer issuer) throws IOException {
        KeyFile keys = new KeyFile(directory);
        return new TokenVerifier(
                vertx,
                new CurrentKeys(keys, keys.open(), pool),
                () -> UNIT,
                config().issuers(issuer).build().auth(),
                clock,
                steady);
    }

    static JsonObject claims() {
        return IdentityProvider.claims(ISSUER, NOW.plusSeconds(3_600));
    }

    ErrorCode refusal(TokenVerifier verifier, String token) throws TimeoutException {
        Credential credential = judged(verifier, token);
        return credential instanceof Credential.Invalid invalid
                ? invalid.reason().code()
                : null;
    }

    AccessToken token(TokenVerifier verifier, String token) throws TimeoutException {
        return ((Credential.Valid) judged(verifier, token)).token();
    }

    /** A verifier belongs to one event loop. */
    private Credential judged(TokenVerifier verifier, String token) throws TimeoutException {
        return Future.<Credential>future(judged ->
                        loop.runOnContext(now -> verifier.verify(token, CELL).onComplete(judged)))
                .await(PATIENCE.toSeconds(), SECONDS);
    }
}
