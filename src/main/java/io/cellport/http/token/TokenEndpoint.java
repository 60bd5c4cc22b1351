package io.cellport.http.token;

import io.cellport.auth.account.LoginResult;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.AccountGrant;
import io.cellport.auth.token.Scopes;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.auth.token.TokenVerifier;
import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.BodyText;
import io.cellport.http.CookiePair;
import io.cellport.http.Endpoint;
import io.cellport.http.Exchange;
import io.cellport.http.RouterServices;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code POST {cell}/__token}: gives tokens to the accounts that an import brought into the cell, for a password or a
 * refresh token. Belongs to one event loop.
 */
final class TokenEndpoint implements Endpoint {

    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final RouterServices services;

    private final TokenVerifier verifier;

    private final CookiePair cookies;

    TokenEndpoint(RouterServices services, TokenVerifier verifier) {
        this.services = services;
        this.verifier = verifier;
        this.cookies =
                new CookiePair(services.auth().cookies(), services.config().http());
    }

    @Override
    public Future<Void> handle(Exchange exchange) {
        String type = exchange.header("Content-Type");
        if (type != null && !FORM.matcher(type).matches()) {
            throw ApiException.of(ErrorCode.PR415_MC_0001);
        }
        return BodyText.read(exchange, services.config().limits().requestBodyBytes())
                .map(body -> TokenRequest.parse(body, exchange.header("Authorization")))
                .compose(request -> switch (request.grant()) {
                    case "password" -> byPassword(exchange, request);
                    case "refresh_token" -> byRefreshToken(exchange, request);
                    default -> throw ApiException.of(ErrorCode.PR400_AN_0001, request.grant());
                });
    }

    private Future<Void> byPassword(Exchange exchange, TokenRequest request) {
        String account = request.fields().required("username");
        String password = request.fields().required("password");
        String cellId = exchange.requiredCell().id();
        Set<String> scopes = Scopes.granted(request.fields().text("scope").orElse(""));
        return services.auth()
                .login()
                .attempt(cellId, account, password, exchange.client())
                .map(TokenEndpoint::accepted)
                .compose(accepted -> tokens(
                                exchange,
                                request,
                                new AccountGrant(
                                        exchange.realm(),
                                        cellId,
                                        account,
                                        scopes,
                                        accepted.credential(),
                                        accepted.when()))
                        .compose(answer -> {
                            answer.put(
                                    "last_authenticated",
                                    accepted.lastAuthenticated()
                                            .map(Instant::toEpochMilli)
                                            .orElse(null));
                            return answer(exchange, answer.put("failed_count", accepted.failures()));
                        }));
    }

    private static LoginResult.Accepted accepted(LoginResult result) {
        if (result instanceof LoginResult.Accepted accepted) {
            return accepted;
        }
        throw ApiException.of(
                result instanceof LoginResult.PasswordChange ? ErrorCode.PR401_AN_0023 : ErrorCode.PR400_AN_0017);
    }

    private Future<Void> byRefreshToken(Exchange exchange, TokenRequest request) {
        String token = request.fields().text("refresh_token").orElse("");
        return verifier.refresh(token, exchange.realm())
                .compose(refresh -> goOn(exchange, refresh))
                .compose(grant -> tokens(exchange, request, grant))
                .compose(answer -> answer(exchange, answer));
    }

    private Future<AccountGrant> goOn(Exchange exchange, AccessToken refresh) {
        if (!refresh.cellId().equals(exchange.requiredCell().id())) {
            throw ApiException.of(ErrorCode.PR400_AN_0009);
        }
        return services.auth()
                .login()
                .goOn(refresh.cellId(), refresh.subject(), refresh.credential(), exchange.client())
                .map(credential -> new AccountGrant(
                        refresh.audience(),
                        refresh.cellId(),
                        refresh.subject(),
                        refresh.scopes(),
                        credential.orElseThrow(() -> ApiException.of(ErrorCode.PR400_AN_0010)),
                        refresh.loggedIn()));
    }

    private Future<JsonObject> tokens(Exchange exchange, TokenRequest request, AccountGrant grant) {
        if (request.fields().isTrue("p_owner")) {
            throw ApiException.of(ErrorCode.PR400_AN_0014);
        }
        TokenIssuer issuer = new TokenIssuer(
                services.auth().keys().get().signing(), services.urls().unit(), services.clock());
        return services.auth()
                .passwords()
                .run(() -> describe(issuer, request, grant, services.clock().instant()))
                .map(answer -> {
                    if (request.cookie()) {
                        answer.put(CookiePair.PEER, cookies.give(exchange, answer.getString("access_token")));
                    }
                    return answer;
                });
    }

    private static JsonObject describe(TokenIssuer issuer, TokenRequest request, AccountGrant grant, Instant now) {
        Duration accessLife = grant.within(request.accessLife(), now);
        Duration refreshLife = grant.within(request.refreshLife(), now);
        JsonObject answer = new JsonObject()
                .put("access_token", issuer.accountToken(grant, accessLife))
                .put("expires_in", accessLife.toSeconds())
                .put("refresh_token", issuer.refreshToken(grant, refreshLife))
                .put("refresh_token_expires_in", refreshLife.toSeconds())
                .put("token_type", "Bearer");
        if (!grant.scopes().isEmpty()) {
            answer.put("scope", Scopes.text(grant.scopes()));
        }
        return answer.put("p_target", grant.cellUrl());
    }

    private static Future<Void> answer(Exchange exchange, JsonObject answer) {
        exchange.response()
                .putHeader(HttpHeaders.LOCATION, exchange.realm() + "__token")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return exchange.json(200, answer.toBuffer());
    }
}
