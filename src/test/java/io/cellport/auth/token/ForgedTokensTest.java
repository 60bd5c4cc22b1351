package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.key.KeyFile;
import io.cellport.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a unit would not have signed. */
class ForgedTokensTest extends VerifiedTokens {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "a.b", "a.b.c", "..", "e30.e30.e30", "bnVsbA.bnVsbA.AA", "W10.W10.AA"})
    void garbageIsAParseError(String token) {
        assertThat(refusal(verify(token, CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
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
    void strangeClaimsAreRefused() {
        assertThat(refusal(verify(signedWith("exp", "never"), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("exp", 1e300), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("aud", List.of(CELL, UNIT + "other/")), CELL)))
                .isEqualTo(ErrorCode.PR401_AU_0006);
        assertThat(refusal(verify(signedWith("aud", List.of()), CELL))).isEqualTo(ErrorCode.PR401_AU_0006);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
