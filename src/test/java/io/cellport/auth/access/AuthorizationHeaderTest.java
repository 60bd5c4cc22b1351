package io.cellport.auth.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.access.AuthorizationHeader.Basic;
import io.cellport.auth.access.AuthorizationHeader.Bearer;
import io.cellport.auth.access.AuthorizationHeader.Unusable;
import io.cellport.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {

    @Test
    void whatFollowsBearerAndOneSpaceIsTheToken() {
        assertThat(AuthorizationHeader.parse("Bearer x.y.z")).isEqualTo(new Bearer("Bearer x.y.z", 7));
        assertThat(AuthorizationHeader.parse("Bearer  x")).isEqualTo(new Bearer("Bearer  x", 7));
        assertThat(AuthorizationHeader.parse("Bearer ")).isEqualTo(new Bearer("Bearer ", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer\tx", "BearerToken x"})
    void bearerWithoutASpaceIsAParseError(String header) {
        assertThat(AuthorizationHeader.parse(header)).isEqualTo(new Unusable(ErrorCode.PR401_AU_0006));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digest x", "bearer x", "BEARER x", " Bearer x", "basic YTpi"})
    void otherSchemesAreRefused(String header) {
        assertThat(AuthorizationHeader.parse(header)).isEqualTo(new Unusable(ErrorCode.PR401_AU_0003));
    }

    @Test
    void basicIsANameAndAPasswordThatMayHoldColons() {
        assertThat(AuthorizationHeader.parse("Basic YTpiOmM=")).isEqualTo(new Basic("a", "b:c"));
        assertThat(AuthorizationHeader.parse("Basic Og==")).isEqualTo(new Basic("", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic YWI=", "Basic ***", "BasicYTpi"})
    void basicThatIsNoPairIsAFormatError(String header) {
        assertThat(AuthorizationHeader.parse(header)).isEqualTo(new Unusable(ErrorCode.PR401_AU_0004));
    }
}
