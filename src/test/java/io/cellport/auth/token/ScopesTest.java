package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "    "})
    void anEmptyRequestIsForRoot(String asked) {
        assertThat(Scopes.granted(asked)).containsExactly("root");
    }

    @ParameterizedTest
    @CsvSource({
        "root, root",
        "auth-read message, auth-read message",
        "message auth-read, message auth-read",
        "' auth   auth ', auth",
        "auth nonsense, auth",
        "nonsense, ''",
        "ROOT, ''",
        "'root,auth', ''",
        "'auth\troot', ''",
        "https://unit.example/cell/, ''"
    })
    void onlyPrivilegesAreGrantedInTheRequestedOrder(String asked, String granted) {
        assertThat(Scopes.text(Scopes.granted(asked))).isEqualTo(granted);
    }

    @Test
    void scopesAreJoinedBySpaces() {
        assertThat(Scopes.words("b  a b ")).containsExactly("b", "a");
        assertThat(Scopes.text(Scopes.words("b a"))).isEqualTo("b a");
        assertThat(Scopes.text(List.of())).isEmpty();
    }
}
