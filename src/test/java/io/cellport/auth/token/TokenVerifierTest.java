package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the tokens open that a unit has signed. */
class TokenVerifierTest extends VerifiedTokens {

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
    void aTokenSeenInAHeaderIsNoneTogetherWithWhatStoodBeforeIt() {
        String header = "Bearer "
                + issuer.refreshToken(new AccountGrant(CELL, "id1", "alice", Set.of("root"), "mark", NOW), HOUR);

        assertThat(refusal(verifier.verify(header, "Bearer ".length(), CELL).await()))
                .isEqualTo(ErrorCode.PR401_AU_0007);

        assertThat(refreshError(header, CELL)).isEqualTo(ErrorCode.PR400_AN_0009);
    }

    private ErrorCode refreshError(String token, String cellUrl) {
        return assertThatThrownBy(() -> verifier.refresh(token, cellUrl).await())
                .asInstanceOf(type(ApiException.class))
                .actual()
                .error()
                .code();
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

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        assertThat(refusal(verify(signedWith("nbf", NOW.getEpochSecond() + 60), CELL)))
                .isEqualTo(ErrorCode.PR401_AU_0006);
    }

    @Test
    void aTokenWithoutTheRootScopeLacksThePrivilege() {
        assertThat(refusal(verify(signedWith("scope", null), CELL))).isEqualTo(ErrorCode.PR403_AU_0002);
        assertThat(refusal(verify(signedWith("scope", "auth rooted"), CELL))).isEqualTo(ErrorCode.PR403_AU_0002);
        assertThat(refusal(verify(signedWith("scope", "auth root"), CELL))).isNull();
    }
}
