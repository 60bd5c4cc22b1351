package io.cellport.auth.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.config.UnitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {

    private static final String UNIT = "http://unit.example/";

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final Duration HOUR = Duration.ofHours(1);

    private static final AccountGrant GRANT = new AccountGrant(
            UNIT + "cell1/",
            "id1",
            "alice",
            new LinkedHashSet<>(List.of("message", "auth-read")),
            "mark",
            NOW.minus(HOUR));

    @TempDir
    static Path directory;

    private static UnitKey key;

    private final TokenIssuer issuer = new TokenIssuer(key, UNIT, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void load() throws IOException {
        key = new KeyFile(directory).open().signing();
    }

    @Test
    void theAdministratorsTokenIsForTheWholeUnit() {
        Jwt jwt = read(issuer.unitToken(HOUR));

        assertThat(jwt.text("iss")).contains(UNIT);
        assertThat(jwt.audience()).contains(UNIT);
        assertThat(jwt.text("kind")).contains("unit");
        assertThat(jwt.text("sub")).contains("unit-admin");
        assertThat(jwt.scopes()).containsExactly("root");
        assertThat(jwt.text("cell")).isEmpty();
    }

    @Test
    void aTokenExpiresAfterItsLifetime() {
        Jwt jwt = read(issuer.unitToken(HOUR));

        assertThat(jwt.time("iat")).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(jwt.time("exp")).contains(Instant.parse("2026-01-02T04:04:05Z"));
    }

    @Test
    void aCellsTokenHasTheCellUrlAsItsAudience() {
        TokenIssuer hosts = new TokenIssuer(key, UNIT, new UnitConfig.Unit(Optional.of(UNIT), false, false));

        assertThat(read(issuer.cellToken("cell1", HOUR)).audience()).contains("http://unit.example/cell1/");
        assertThat(read(hosts.cellToken("cell1", HOUR)).audience()).contains("http://cell1.unit.example/");
        assertThat(read(issuer.cellToken("cell1", HOUR)).text("kind")).contains("cell");
    }

    @Test
    void anAccountsTokensCarryTheGrantOfTheLogin() {
        for (String token : List.of(issuer.accountToken(GRANT, HOUR), issuer.refreshToken(GRANT, HOUR))) {
            Jwt jwt = read(token);

            assertThat(jwt.audience()).contains(UNIT + "cell1/");
            assertThat(jwt.text("sub")).contains("alice");
            assertThat(jwt.text("cell")).contains("id1");
            assertThat(jwt.text("cred")).contains("mark");
            assertThat(jwt.text("scope")).contains("message auth-read");
            assertThat(jwt.time("auth_time")).contains(Instant.parse("2026-01-02T02:04:05Z"));
        }
        assertThat(read(issuer.accountToken(GRANT, HOUR)).text("kind")).contains("account");
        assertThat(read(issuer.refreshToken(GRANT, HOUR)).text("kind")).contains("refresh");
    }

    @Test
    void everyTokenNamesTheKeyThatSignedIt() {
        assertThat(read(issuer.unitToken(HOUR)).keyId()).isEqualTo(key.id());
        assertThat(read(issuer.refreshToken(GRANT, HOUR)).keyId()).isEqualTo(key.id());
        assertThat(key.id()).matches("[A-Za-z0-9_-]{16}");
    }

    @Test
    void noTwoTokensAreTheSame() {
        assertThat(issuer.unitToken(HOUR)).isNotEqualTo(issuer.unitToken(HOUR));
    }

    @Test
    void thePublicKeyVerifiesTheSignature() throws Exception {
        String token = issuer.unitToken(HOUR);
        int end = token.lastIndexOf('.');
        byte[] der = Base64.getMimeDecoder().decode(key.publicPem().replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        signature.update(token.substring(0, end).getBytes(US_ASCII));

        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1))))
                .isTrue();
        assertThat(read(token).isSignedWith("RS256")).isTrue();
    }

    private static Jwt read(String token) {
        return Jwt.parse(token).orElseThrow();
    }
}
