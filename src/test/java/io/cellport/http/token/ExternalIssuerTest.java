package io.cellport.http.token;

import static io.cellport.config.ConfigBuilder.config;
import static io.cellport.http.TestUnit.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.token.IdentityProvider;
import io.cellport.config.Issuer;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalIssuerTest {

    @Test
    void anIdentityProvidersAdministratorIsTheUnitsAndItsOtherUsersAreNot(@TempDir Path directory) throws IOException {
        IdentityProvider provider = IdentityProvider.rsa("k1", 2048);
        Path keys = Files.writeString(directory.resolve("jwks.json"), IdentityProvider.keySet(provider));
        Issuer issuer = new Issuer("https://id.example", keys.toString(), "cellport", "RS256", "groups", "admins");
        try (TestUnit unit =
                new TestUnit(config(directory.resolve("data")).issuers(issuer).build())) {
            unit.createCell("cell1");
            for (String path : List.of("__ctl/Cell", "cell1/__import")) {
                assertThat(get(unit, path, provider.token(claims("admins"))).statusCode())
                        .isEqualTo(200);
                HttpResponse<String> refused = get(unit, path, provider.token(claims("users")));
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(code(refused)).isEqualTo("PR403-AU-0002");
            }
        }
    }

    private static HttpResponse<String> get(TestUnit unit, String path, String token) {
        return unit.send(unit.anonymous(path).header("Authorization", "Bearer " + token));
    }

    private static JsonObject claims(String group) {
        return new JsonObject()
                .put("iss", "https://id.example")
                .put("aud", "cellport")
                .put("sub", "eve")
                .put("groups", group)
                .put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    }
}
