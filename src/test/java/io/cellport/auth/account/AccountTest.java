package io.cellport.auth.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cellport.cell.generation.StoredEntity;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

    private static final String SHA256 = "ab".repeat(32);

    @Test
    void anAccountWithoutStatusAndTypeIsActiveAndHasAPassword() {
        Account account = account("{\"s\":{\"Name\":\"alice\"},\"h\":{\"HashedCredential\":\"" + SHA256 + "\"}}");

        assertThat(account.name()).isEqualTo("alice");
        assertThat(account.isActive()).isTrue();
        assertThat(account.basic()).isTrue();
        assertThat(account.addressRanges()).isEmpty();
        assertThat(account.password()).containsInstanceOf(Sha256Hash.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, false",
        "active, true, false",
        "Active, false, false",
        "deactivated, false, false",
        "passwordChangeRequired, false, true",
        "whatever, false, false"
    })
    void onlyAnActiveAccountIsActive(String status, boolean active, boolean needsNewPassword) {
        Account account = account("{\"s\":{\"Status\":\"" + status + "\"}}");

        assertThat(account.isActive()).isEqualTo(active);
        assertThat(account.needsNewPassword()).isEqualTo(needsNewPassword);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"basic\"', true",
        "'\"oidc:google basic\"', true",
        "null, true",
        "'\"oidc:google\"', false",
        "'\"basics\"', false",
        "'\"\"', false",
        "'[\"basic\"]', false"
    })
    void onlyTheTypeBasicHasAPassword(String type, boolean basic) {
        assertThat(account("{\"s\":{\"Type\":" + type + "}}").basic()).isEqualTo(basic);
    }

    @Test
    void aPasswordStoredInTheWrongFormIsMissing() {
        assertThat(account("{}").lacksItsPassword()).isTrue();
        assertThat(account("{\"h\":7}").lacksItsPassword()).isTrue();
        assertThat(account("{\"h\":{\"HashedCredential\":[]}}").lacksItsPassword())
                .isTrue();
        assertThat(account("{\"s\":{\"Type\":\"oidc:google\"}}").lacksItsPassword())
                .as("it needs none")
                .isFalse();
    }

    @Test
    void aScryptHashIsAsLongAsItsAttributesSay() {
        assertThat(scrypt(32, "{\\\"keyLength\\\":32}").password()).isPresent();
        assertThat(scrypt(64, "{\\\"keyLength\\\":64}").password()).isPresent();
        assertThat(scrypt(64, "{\\\"keyLength\\\":32}").password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "no json", "[]", "{\\\"keyLength\\\":\\\"x\\\"}"})
    void aScryptHashWithoutALengthHas32Bytes(String attributes) {
        assertThat(scrypt(32, attributes).password()).isPresent();
        assertThat(scrypt(64, attributes).password()).isEmpty();
    }

    @Test
    void anAccountThatIsNoJsonIsAFault() {
        assertThatIllegalStateException().isThrownBy(() -> account("{"));
    }

    private static Account scrypt(int bytes, String attributes) {
        String hash = Base64.getEncoder().encodeToString(new byte[bytes]);
        return account("{\"h\":{\"HashAlgorithm\":\"scrypt\",\"HashAttributes\":\"" + attributes
                + "\",\"HashedCredential\":\"$e0801$" + hash + "$" + hash + "\"}}");
    }

    private static Account account(String source) {
        return Account.of(new StoredEntity("Account", "id", "alice", source.getBytes(UTF_8)), "salt");
    }
}
