package io.cellport.auth.token;

import static io.cellport.config.ConfigBuilder.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cellport.MovableClock;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.key.CurrentKeys;
import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.worker.WorkerPool;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final String UNIT = "http://unit.example/";

    private static final String CELL = UNIT + "cell1/";

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static Vertx vertx;

    private static final WorkerPool POOL = new WorkerPool("keys", 1, 10);

    private static CurrentKeys keys;

    private static UnitKey key;

    private final MovableClock clock = new MovableClock(NOW);

    private final TokenIssuer issuer = new TokenIssuer(key, UNIT, Clock.fixed(NOW, ZoneOffset.UTC));

    private final TokenVerifier verifier = new TokenVerifier(
            vertx, keys, () -> UNIT, config().tokenCacheSize(10).build().auth(), clock);

    @BeforeAll
    static void open() throws IOException {
        vertx = Vertx.vertx();
        KeyFile file = new KeyFile(directory);
        keys = new CurrentKeys(file, file.open(), POOL);
        key = keys.get().signing();
    }

    @AfterAll
    static void close() {
        POOL.abandon();
        vertx.close().await();
    }

    @Test
    void theUnitsTokenHoldsRootOnEveryCell() {
        String token = issuer.unitToken(HOUR);

        assertThat(refusal(verify(token, CELL))).isNull();
        assertThat(refusal(verify(token, UNIT + "other/"))).isNull();
        assertThat(refusal(verify(token, UNIT))).isNull();
    }

    @Test
    void aCellsTokenHoldsRootOnThatCellOnly() {
        String token = issuer.cellToken("cell1", HOUR);

        assertThat(refusal(verify(token, CELL))).isNull();
        assertThat(refusal(verify(token, UNIT + "other/"))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(token, UNIT))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b", "a.b.c", "..", "e30.e30.e30", "bnVsbA.bnVsbA.AA", "W10.W10.AA"})
    void garbageIsAParseError(String token) {
        assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenExpiresEvenWhenItWasVerifiedBefore() {
        String token = issuer.cellToken("cell1", HOUR);
        assertThat(refusal(verify(token, CELL))).isNull();

        clock.advance(HOUR.minusMillis(1));
        assertThat(refusal(verify(token, CELL))).isNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0002);
    }

    @Test
    void aTokenSeenForTheFirstTimeMayBeExpiredToo() {
        clock.advance(HOUR);

        assertThat(refusal(verify(issuer.cellToken("cell1", HOUR), CELL))).isEqualTo(ErrorCode.PR401_AU_0002);
    }

    @Test
    void anExpiredForgeryIsNotCalledExpired() {
        clock.advance(HOUR);
        String token = issuer.cellToken("cell1", HOUR);
        int at = token.length() - 20;
        String forged = token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);

        assertThat(refusal(verify(forged, CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aRefreshTokenOpensNothingButNewTokens() {
        String token = issuer.refreshToken(new AccountGrant(CELL, "id1", "alice", Set.of("root"), "mark", NOW), HOUR);

        assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0007);
        assertThat(refusal(verify(token, UNIT))).isEqualTo(ErrorCode.PR401_AU_0006);
        AccessToken refresh = verifier.refresh(token, CELL).await();
        assertThat(refresh.subject()).isEqualTo("alice");
        assertThat(refresh.cellId()).isEqualTo("id1");
        assertThat(refresh.scopes()).containsExactly("root");
    }

    @Test
    void onlyARefreshTokenOfTheCellThatIsStillValidRefreshes() {
        AccountGrant grant = new AccountGrant(CELL, "id1", "alice", Set.of("root"), "mark", NOW);
        String refresh = issuer.refreshToken(grant, HOUR);

        assertThat(refreshError("garbage", CELL)).isEqualTo(ErrorCode.PR400_AN_0009);
        assertThat(refreshError(refresh, UNIT + "other/")).isEqualTo(ErrorCode.PR400_AN_0009);
        assertThat(refreshError(issuer.accountToken(grant, HOUR), CELL)).isEqualTo(ErrorCode.PR400_AN_0013);
        assertThat(refreshError(issuer.unitToken(HOUR), CELL)).isEqualTo(ErrorCode.PR400_AN_0013);
        clock.advance(HOUR);
        assertThat(refreshError(refresh, CELL)).isEqualTo(ErrorCode.PR400_AN_0010);
    }

    @Test
    void anAccountsTokenHasToNameItsCellAndNoOtherKindMay() {
        Map<String, Object> account = claims();
        account.put("kind", "account");
        assertThat(refusal(verify(issuer.sign(account), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("cell", "id1"), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        account.put("cell", "id1");
        assertThat(refusal(verify(issuer.sign(account), CELL))).isNull();
    }

    private ErrorCode refreshError(String token, String cellUrl) {
        return assertThatThrownBy(() -> verifier.refresh(token, cellUrl).await())
                .asInstanceOf(type(ApiException.class))
                .actual()
                .error()
                .code();
    }

    @Test
    void anUnsignedTokenIsRefused() {
        String claims = encode(new JsonObject(claims()).encode());
        String header = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");

        for (String token :
                List.of(header + "." + claims, header + "." + claims + ".", header + "." + claims + ".AA")) {
            assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        }
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws GeneralSecurityException {
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(new JsonObject(claims()).encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.publicPem().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String token = signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenOfAnotherUnitsKeyIsRefused() throws IOException {
        TokenIssuer stranger = new TokenIssuer(
                new KeyFile(directory.resolve("stranger")).open().signing(), UNIT);

        assertThat(refusal(verify(stranger.unitToken(HOUR), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenFromBeforeTheUnitMovedIsToldBothAddresses() {
        Credential moved = verify(signedWith("iss", "http://old.example/"), CELL);

        assertThat(moved).isInstanceOfSatisfying(Credential.Invalid.class, invalid -> {
            assertThat(invalid.reason().code()).isEqualTo(ErrorCode.PR401_AU_0013);
            assertThat(invalid.reason().text())
                    .isEqualTo("The token was issued for [http://old.example/]. This unit is [http://unit.example/].");
        });
    }

    @Test
    void whoeverMadeATokenUpIsToldNothing() throws IOException {
        TokenIssuer stranger =
                new TokenIssuer(new KeyFile(directory.resolve("made-up")).open().signing(), "http://old.example/");

        assertThat(refusal(verify(stranger.unitToken(HOUR), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "kind"})
    void aTokenThatLacksAClaimIsRefused(String claim) {
        assertThat(refusal(verify(signedWith(claim, null), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        assertThat(refusal(verify(signedWith("nbf", NOW.getEpochSecond() + 60), CELL)))
                .isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void strangeClaimsAreRefused() {
        assertThat(refusal(verify(signedWith("exp", "never"), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("exp", 1e300), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("aud", List.of(CELL, UNIT + "other/")), CELL)))
                .isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("aud", List.of()), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenWithoutTheRootScopeLacksThePrivilege() {
        assertThat(refusal(verify(signedWith("scope", null), CELL))).isEqualTo(ErrorCode.PR403_AU_0002);
        assertThat(refusal(verify(signedWith("scope", "auth rooted"), CELL))).isEqualTo(ErrorCode.PR403_AU_0002);
        assertThat(refusal(verify(signedWith("scope", "auth root"), CELL))).isNull();
    }

    private Credential verify(String token, String realm) {
        return verifier.verify(token, realm).await();
    }

    private static ErrorCode refusal(Credential credential) {
        if (credential instanceof Credential.Invalid invalid) {
            return invalid.reason().code();
        }
        return ((Credential.Valid) credential).token().covers(CellPrivilege.ROOT) ? null : ErrorCode.PR403_AU_0002;
    }

    private String signedWith(String claim, Object value) {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return issuer.sign(claims);
    }

    private static Map<String, Object> claims() {
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

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
