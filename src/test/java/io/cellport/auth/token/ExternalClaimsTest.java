package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.config.Issuer;
import io.cellport.error.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the claims of an issuer grant. */
class ExternalClaimsTest extends TrustingUnit {

    @Test
    void whoHasTheClaimHoldsRootOnTheWholeUnit() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));

        assertThat(refusal(verifier, FIRST.token(claims()))).isNull();
        AccessToken token = token(verifier, FIRST.token(claims()));
        assertThat(token.kind()).isEqualTo(TokenKind.UNIT);
        assertThat(token.subject()).isEqualTo("eve");
        assertThat(token.covers(CellPrivilege.ROOT)).isTrue();
        for (Object value : List.of("x unit-admin y", new JsonArray().add("x").add("unit-admin"))) {
            assertThat(token(verifier, FIRST.token(claims().put("groups", value)))
                            .covers(CellPrivilege.ROOT))
                    .isTrue();
        }
    }

    @Test
    void whoDoesNotHaveTheClaimIsKnownButHoldsNothing() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));

        for (Object value : List.of("unit-admins", "", 1, true, new JsonArray().add("unit"), new JsonObject())) {
            assertThat(token(verifier, FIRST.token(claims().put("groups", value)))
                            .scopes())
                    .isEmpty();
        }
        JsonObject without = claims();
        without.remove("groups");
        assertThat(token(verifier, FIRST.token(without.put("scope", "root"))).scopes())
                .isEmpty();
    }

    @Test
    void theClaimMayBeDeepInsideTheToken() throws Exception {
        Issuer issuer = new Issuer(ISSUER, file.toString(), "cellport", "RS256", "/realm_access/roles", "unit-admin");
        JsonObject nested =
                claims().put("realm_access", new JsonObject().put("roles", new JsonArray().add("unit-admin")));

        assertThat(token(verifier(issuer), FIRST.token(nested)).covers(CellPrivilege.ROOT))
                .isTrue();
        assertThat(token(verifier(issuer), FIRST.token(claims())).scopes()).isEmpty();
    }

    @Test
    void onlyTokensOfThatIssuerForThisUnitThatAreValidNowAreAccepted() throws Exception {
        TokenVerifier verifier = verifier(inFile("RS256"));
        long now = NOW.getEpochSecond();

        assertThat(refusal(
                        verifier,
                        FIRST.token(claims().put("aud", new JsonArray().add("x").add("cellport")))))
                .isNull();
        for (JsonObject wrong : List.of(
                claims().put("iss", ISSUER + "/"),
                claims().put("aud", "other"),
                claims().put("aud", new JsonArray().add("other")),
                claims().put("aud", UNIT),
                claims().put("exp", "never"),
                claims().putNull("exp"),
                claims().put("nbf", now + 60),
                claims().put("nbf", "later"))) {
            assertThat(refusal(verifier, FIRST.token(wrong))).as(wrong.encode()).isEqualTo(ErrorCode.PR401_AU_0006);
        }
        assertThat(refusal(verifier, FIRST.token(claims().put("exp", now)))).isEqualTo(ErrorCode.PR401_AU_0002);
    }

    @Test
    void anIssuerCannotSpeakForTheUnit() throws Exception {
        String forged = FIRST.token(
                claims().put("iss", UNIT).put("aud", UNIT).put("kind", "unit").put("scope", "root"));

        assertThat(refusal(verifier(inFile("RS256")), forged)).isEqualTo(ErrorCode.PR401_AU_0006);
    }
}
