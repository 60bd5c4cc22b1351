package io.cellport.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final String SALT =
            "oEcjR/6omc3e9bmlyhrQo/67zymY+9s36uB+2IkRzjhfOHZNg1cwZE7/zPvfejYJGnrjRLX/3V90tzAxe/PC0A==";

    private static final String HASH = "TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4=";

    @Test
    void aScryptHashOfTheReferenceMatchesItsPasswordOnly() {
        PasswordHash hash = scrypt("e0801", SALT, HASH, 32).orElseThrow();

        assertThat(matches(hash, "alicepass")).isTrue();
        assertThat(matches(hash, "alicepasS")).isFalse();
        assertThat(matches(hash, "")).isFalse();
    }

    @Test
    void aSha256HashIsOfThePasswordAndTheUnitsSalt() {
        for (String algorithm : List.of("sha-256", "")) {
            PasswordHash hash = StoredPassword.hash(
                            algorithm, "f84fa2149dbb62ed4e0cf1f550d2949b33a6513d3a7707e08502511c79ccb0ee", 32, "salt")
                    .orElseThrow();

            assertThat(matches(hash, "secret")).isTrue();
            assertThat(matches(hash, "secretsalt")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "140801", // 1 GiB
                "100801ff", // N of 2^4096 and more
                "e08ff", // p of 255: minutes
                "e0001", // no block size
                "e0800", // no parallelization
                "801", // N of 1
                "100101", // N of 2^16, which r of 1 does not allow
                "ffffffff",
                "fe0801e0801",
                "",
                "x"
            })
    void parametersThatCostTooMuchOrMeanNothingAreRefused(String parameters) {
        assertThat(scrypt(parameters, SALT, HASH, 32)).isEmpty();
    }

    @Test
    void aHashThatIsNotOfTheLengthItSaysOrTooShortToProveAnythingIsRefused() {
        assertThat(scrypt("e0801", SALT, HASH, 64)).isEmpty();
        assertThat(scrypt("e0801", SALT, "", 0)).isEmpty();
        assertThat(scrypt("e0801", SALT, "AAAA", 3)).isEmpty();
        assertThat(scrypt("e0801", "*", HASH, 32)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "$$$", "e0801", "$e0801$a", "$e0801$YQ==$YQ==$YQ=="})
    void whatIsNotInTheStoredFormIsRefused(String credential) {
        assertThat(StoredPassword.hash("scrypt", credential, 32, "")).isEmpty();
        assertThat(StoredPassword.hash("sha-256", credential, 32, "")).isEmpty();
    }

    @Test
    void anotherAlgorithmIsRefused() {
        assertThat(StoredPassword.hash("md5", "d41d8cd98f00b204e9800998ecf8427e", 32, ""))
                .isEmpty();
    }

    private static Optional<PasswordHash> scrypt(String parameters, String salt, String hash, int keyBytes) {
        return StoredPassword.hash("scrypt", "$" + parameters + "$" + salt + "$" + hash, keyBytes, "");
    }

    private static boolean matches(PasswordHash hash, String password) {
        LoginCost cost = LoginCost.of(Map.of(ScryptCost.USUAL, 1), 64 << 20);
        return cost.matches(Optional.of(hash), password, ScryptCost::generate);
    }
}
