package io.cellport.auth.token;

import static io.cellport.config.ConfigBuilder.config;

import io.cellport.MovableClock;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tokens for a cell of a unit, and what the unit makes of them. */
abstract class VerifiedTokens {

    static final String UNIT = "http://unit.example/";
    static final String CELL = UNIT + "cell1/";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static Vertx vertx;
    private static WorkerPool pool;
    private static CurrentKeys keys;
    static UnitKey key;

    final MovableClock clock = new MovableClock(NOW);
    final TokenIssuer issuer = new TokenIssuer(key, UNIT, Clock.fixed(NOW, ZoneOffset.UTC));

    final TokenVerifier verifier = new TokenVerifier(
            vertx, keys, () -> UNIT, config().tokenCacheSize(10).build().auth(), clock);

    @BeforeAll
    static void open() throws IOException {
        vertx = Vertx.vertx();
        KeyFile file = new KeyFile(directory);
        pool = new WorkerPool("keys", 1, 10);
        keys = new CurrentKeys(file, file.open(), pool);
        key = keys.get().signing();
    }

    @AfterAll
    static void close() {
        pool.abandon();
        vertx.close().await();
    }

    Credential verify(String token, String realm) {
        return verifier.verify(token, realm).await();
    }

    static ErrorCode refusal(Credential credential) {
        if (credential instanceof Credential.Invalid invalid) {
            return invalid.reason().code();
        }
        return ((Credential.Valid) credential).token().covers(CellPrivilege.ROOT) ? null : ErrorCode.PR403_AU_0002;
    }

    String signedWith(String claim, Object value) {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return issuer.sign(claims);
    }

    static Map<String, Object> claims() {
        return new HashMap<>(Map.of(
                "iss",
                UNIT,
                "aud",
                CELL,
                "sub",
                "me",
                "kind",
                "cell",
                "scope",
                "root",
                "exp",
                NOW.plus(HOUR).getEpochSecond()));
    }
}
