package io.cellport.http.token;

import static io.cellport.auth.access.Privilege.NONE;
import static io.cellport.error.ErrorCode.PR400_AN_0001;
import static io.cellport.error.ErrorCode.PR400_AN_0002;
import static io.cellport.error.ErrorCode.PR400_AN_0003;
import static io.cellport.error.ErrorCode.PR400_AN_0009;
import static io.cellport.error.ErrorCode.PR400_AN_0010;
import static io.cellport.error.ErrorCode.PR400_AN_0013;
import static io.cellport.error.ErrorCode.PR400_AN_0014;
import static io.cellport.error.ErrorCode.PR400_AN_0016;
import static io.cellport.error.ErrorCode.PR400_AN_0017;
import static io.cellport.error.ErrorCode.PR400_AN_0018;
import static io.cellport.error.ErrorCode.PR401_AN_0023;
import static io.cellport.http.Route.route;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.POST;

import io.cellport.auth.token.TokenVerifier;
import io.cellport.http.AllowedMethods;
import io.cellport.http.Area;
import io.cellport.http.Route;
import io.cellport.http.RouterServices;
import io.cellport.http.token.TokenResource.CellAuthorization;
import io.cellport.http.token.TokenResource.CellToken;
import java.util.List;
import java.util.Map;

/** {@code __token}: logging in to a cell. Belongs to one event loop. */
public final class TokenApi implements Area {

    private final RouterServices services;

    private final TokenVerifier verifier;

    public TokenApi(RouterServices services, TokenVerifier verifier) {
        this.services = services;
        this.verifier = verifier;
    }

    @Override
    public Map<String, CellPath> cellPaths() {
        return Map.of("__token", TokenResource::readToken, CellAuthorization.NAME, TokenResource::readAuthorization);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(OPTIONS, CellToken.class).needs(NONE).answeredBy(AllowedMethods::answer),
                route(POST, CellToken.class)
                        .needs(NONE)
                        .readsBody()
                        .failsWith(PR400_AN_0001, PR400_AN_0002, PR400_AN_0003, PR400_AN_0018)
                        .failsWith(PR400_AN_0009, PR400_AN_0010, PR400_AN_0013)
                        .failsWith(PR400_AN_0014, PR400_AN_0016, PR400_AN_0017, PR401_AN_0023)
                        .answeredBy(new TokenEndpoint(services, verifier)));
    }
}
