package io.cellport.auth.token;

import static io.cellport.Patience.PATIENCE;
import static io.cellport.config.ConfigBuilder.config;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.MovableClock;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verifier makes of tokens while the keys of its unit change. */
class KeyRotationTest {

    private static final String UNIT = "http://unit.example/";

    private static final Duration WEEK = Duration.ofDays(7);

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration NOTICE = Duration.ofSeconds(90);

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));

    private final MovableClock steady = new MovableClock(Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();

    private final WorkerPool pool = new WorkerPool("keys", 1, 10);

    private KeyFile file;

    private CurrentKeys keys;

    private TokenVerifier verifier;

    @BeforeEach
    void open() {
        file = new KeyFile(data, clock);
        keys = new CurrentKeys(file, file.open(), pool, steady);
        verifier = new TokenVerifier(vertx, keys, () -> UNIT, config().build().auth(), clock);
    }

    @AfterEach
    void close() {
        pool.abandon();
        await(vertx.close());
    }

    @Test
    void aTokenOfANewKeyIsAcceptedBeforeAnybodyHasToldTheVerifier() {
        file.rotate(WEEK);
        clock.advance(NOTICE);

        assertThat(refusal(tokenOf(file.open().signing()))).isNull();
    }

    @Test
    void aTokenOfTheOldKeyIsAcceptedUntilThatRetires() {
        String token = tokenOf(keys.get().signing());
        file.rotate(HOUR);

        clock.advance(NOTICE.plus(HOUR).minusMillis(1));
        notice();
        assertThat(refusal(token)).isNull();

        clock.advance(Duration.ofMillis(1));
        notice();
        assertThat(refusal(token)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenThatWasVerifiedBeforeEndsWithItsKeyToo() {
        String token = tokenOf(keys.get().signing());
        assertThat(refusal(token)).isNull();
        file.rotate(Duration.ZERO);
        clock.advance(NOTICE);
        assertThat(refusal(token)).as("nobody has noticed yet").isNull();

        notice();

        assertThat(refusal(token)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aRefreshTokenEndsWithItsKey() {
        AccountGrant grant = new AccountGrant(UNIT + "cell1/", "id", "alice", Set.of(), "", clock.instant());
        String token = new TokenIssuer(keys.get().signing(), UNIT, clock).refreshToken(grant, WEEK);
        file.rotate(HOUR);
        clock.advance(HOUR);
        notice();
        assertThat(await(verifier.refresh(token, UNIT + "cell1/")).subject()).isEqualTo("alice");

        clock.advance(NOTICE);
        notice();

        assertThatThrownBy(() -> await(verifier.refresh(token, UNIT + "cell1/")))
                .hasMessage(ErrorCode.PR400_AN_0009.code());
    }

    @Test
    void aTokenFromBeforeKeysHadNamesGoesByTheFirstKey() throws GeneralSecurityException {
        String token = unnamed(keys.get().signing());
        assertThat(refusal(token)).isNull();

        file.rotate(HOUR);
        clock.advance(NOTICE);
        notice();
        assertThat(refusal(token)).isNull();

        clock.advance(HOUR);
        notice();
        assertThat(refusal(token)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    private String unnamed(UnitKey key) throws GeneralSecurityException {
        String claims = new JsonObject()
                .put("iss", UNIT)
                .put("aud", UNIT)
                .put("kind", "unit")
                .put("scope", "root")
                .put("exp", clock.instant().plus(WEEK).getEpochSecond())
                .encode();
        String signed = encode(bytes("{\"typ\":\"JWT\",\"alg\":\"RS256\"}")) + '.' + encode(bytes(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.privateKey());
        signature.update(bytes(signed));
        return signed + '.' + encode(signature.sign());
    }

    @Test
    void aTokenThatNamesOneKeyAndIsSignedWithAnotherIsRefused() throws GeneralSecurityException {
        UnitKey first = keys.get().signing();
        UnitKey second = file.rotate(WEEK).all().get(0);
        notice();
        String token = tokenOf(first);
        String renamed = encode(bytes("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + second.id() + "\"}"))
                + token.substring(token.indexOf('.'));

        assertThat(refusal(token)).isNull();
        assertThat(refusal(renamed)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void anUnknownKeyIsRefusedWhateverItSigned(@TempDir Path elsewhere) {
        String stranger = tokenOf(new KeyFile(elsewhere, clock).open().signing());

        assertThat(refusal(stranger)).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(stranger)).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void nobodyIsCalledAForgerWhileTheKeysCannotBeRead() throws IOException {
        String known = tokenOf(keys.get().signing());
        file.rotate(WEEK);
        String unknown = tokenOf(file.open().all().get(0));
        String text = Files.readString(data.resolve("unit-key.pem"));
        Files.writeString(data.resolve("unit-key.pem"), "damaged");

        assertThatThrownBy(() -> refusal(unknown)).hasMessage(ErrorCode.PR503_SV_0002.code());
        assertThat(refusal(known)).isNull();

        Files.writeString(data.resolve("unit-key.pem"), text);
        steady.advance(Duration.ofSeconds(1));
        assertThat(refusal(unknown)).isNull();
    }

    private void notice() {
        steady.advance(Duration.ofSeconds(1));
        await(keys.readAgain());
    }

    private String tokenOf(UnitKey key) {
        return new TokenIssuer(key, UNIT, clock).unitToken(WEEK);
    }

    private ErrorCode refusal(String token) {
        return await(verifier.verify(token, UNIT)) instanceof Credential.Invalid invalid
                ? invalid.reason().code()
                : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
