package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ErrorCode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose signatures an issuer answers for. */
class ExternalSignaturesTest extends TrustingUnit {

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
}
