package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void aTokenHasTwoObjectsAndASignature() {
        assertThat(Jwt.parse(encode("{\"alg\":\"RS256\"}") + "." + encode("{\"sub\":\"me\"}") + ".AAAA"))
                .hasValueSatisfying(jwt -> {
                    assertThat(jwt.isSignedWith("RS256")).isTrue();
                    assertThat(jwt.text("sub")).contains("me");
                    assertThat(jwt.signatureBytes()).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "e30",
                "e30.e30",
                "e30.e30.",
                "e30.e30.AA.AA",
                "e30.e30.A",
                ".e30.AA",
                "e30..AA",
                "e3+.e30.AA",
                "e30.e30.A A",
                "e30.WzFd.AA",
                "WzFd.e30.AA",
                "e30.IngiAA.AA",
                "e30.ey.AA"
            })
    void anotherTextIsNoToken(String text) {
        assertThat(Jwt.parse(text)).isEmpty();
    }

    @Test
    void aTokenOfMoreThan8192CharactersIsNotRead() {
        String start = "e30." + "e30" + ".";

        assertThat(Jwt.parse(start + "A".repeat(8192 - start.length()))).isPresent();
        assertThat(Jwt.parse(start + "A".repeat(8196 - start.length()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"alg\":\"RS256\"}', true",
        "'{\"alg\":\"rs256\"}', false",
        "'{\"alg\":\"none\"}', false",
        "'{\"alg\":7}', false",
        "'{}', false",
        "'{\"alg\":\"RS256\",\"crit\":[\"exp\"]}', false",
        "'{\"alg\":\"RS256\",\"crit\":null}', false"
    })
    void theHeaderNamesTheAlgorithmAndNoCriticalExtension(String header, boolean signed) {
        assertThat(jwt(header, "{}").isSignedWith("RS256")).isEqualTo(signed);
    }

    @ParameterizedTest
    @CsvSource({"63, false", "64, true", "65, false", "72, false"})
    void onlyES256HasSignaturesOfOneLength(int bytes, boolean possible) {
        Jwt jwt = Jwt.parse("e30.e30." + Base64.getUrlEncoder().encodeToString(new byte[bytes]))
                .orElseThrow();

        assertThat(jwt.hasSignatureOf("ES256")).isEqualTo(possible);
        assertThat(jwt.hasSignatureOf("RS256")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"a\"', a, true",
        "'[\"a\"]', a, true",
        "'[\"a\",\"b\"]', '', true",
        "'[]', '', false",
        "'[7]', '', false",
        "'\"a b\"', a b, false",
        "'{\"a\":1}', '', false",
        "null, '', false"
    })
    void theOnlyAudienceIsAStringOrAListOfOne(String claim, String only, boolean forA) {
        Jwt jwt = claims("{\"aud\":" + claim + "}");

        assertThat(jwt.audience().orElse("")).isEqualTo(only);
        assertThat(jwt.isFor("a")).isEqualTo(forA);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "1000.9, 1000",
        "1e3, 1000",
        "-1, -1",
        "99999999999, 99999999999",
        "100000000000, ",
        "1e300, ",
        "'\"1000\"', ",
        "null, ",
        "true, "
    })
    void aTimeIsANumberOfSecondsInTheCalendar(String claim, Long seconds) {
        assertThat(claims("{\"exp\":" + claim + "}")
                        .time("exp")
                        .map(Instant::getEpochSecond)
                        .orElse(null))
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, false", "1001, true", "'\"1000\"', true", "null, true", "1e300, true"})
    void aTokenIsEarlyBeforeItsStartOrWithoutAReadableOne(String claim, boolean early) {
        assertThat(claims("{\"nbf\":" + claim + "}").isEarly(NOW)).isEqualTo(early);
        assertThat(claims("{}").isEarly(NOW)).isFalse();
    }

    @Test
    void aClaimOfAnotherTypeIsIgnored() {
        Jwt jwt = jwt("{\"kid\":7}", "{\"sub\":7,\"scope\":[\"root\"]}");

        assertThat(jwt.text("sub")).isEmpty();
        assertThat(jwt.keyId()).isEmpty();
        assertThat(jwt.scopes()).isEmpty();
        assertThat(claims("{\"scope\":\"root  auth\"}").scopes()).containsExactly("root", "auth");
    }

    private static Jwt claims(String claims) {
        return jwt("{}", claims);
    }

    private static Jwt jwt(String header, String claims) {
        return Jwt.parse(encode(header) + "." + encode(claims) + ".AAAA").orElseThrow();
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
