package io.cellport.auth.access;

import io.cellport.auth.access.AuthorizationHeader.Basic;
import io.cellport.auth.access.AuthorizationHeader.Bearer;
import io.cellport.auth.access.AuthorizationHeader.Unusable;
import io.cellport.auth.account.Login;
import io.cellport.auth.account.LoginResult;
import io.cellport.auth.token.AccessToken;
import io.cellport.auth.token.CookieSeal;
import io.cellport.auth.token.Credential;
import io.cellport.auth.token.TokenKind;
import io.cellport.auth.token.TokenVerifier;
import io.cellport.cell.Cell;
import io.cellport.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out who is asking: by the {@code Authorization} header if there is one, else by the cookie pair. Belongs to
 * one event loop.
 */
public final class Authenticator {

    private static final Credential WRONG_COOKIE = new Credential.Invalid(ErrorCode.PR401_AU_0009);

    private final TokenVerifier tokens;

    private final CookieSeal cookies;

    private final Login login;

    public Authenticator(TokenVerifier tokens, CookieSeal cookies, Login login) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.login = login;
    }

    /**
     * What a request shows of its sender.
     *
     * @param authorization the header, if it is there
     * @param peer the query parameter {@code p_cookie_peer}, if it is there; without it the cookie counts for nothing
     * @param cookie the cookie {@code p_cookie}, if it is there
     * @param realm URL of the cell, or of the unit, that the request is about
     * @param cell the cell; empty at unit level
     * @param takesPasswords whether a right password is worth as much as a token
     * @param address the client's address; asked for only if there is a password to check
     */
    public record Presented(
            Optional<String> authorization,
            Optional<String> peer,
            Optional<String> cookie,
            String realm,
            Optional<Cell> cell,
            boolean takesPasswords,
            Supplier<String> address) {}

    /**
     * What is presented is worth this; fails with {@code PR503-SV-0001} or {@code -0002} if that cannot be found out
     * now.
     */
    public Future<Credential> authenticate(Presented presented) {
        if (presented.authorization.isPresent()) {
            return byHeader(AuthorizationHeader.parse(presented.authorization.get()), presented);
        }
        if (presented.peer.filter(peer -> !peer.isEmpty()).isEmpty()) {
            return Future.succeededFuture(Credential.ANONYMOUS);
        }
        return presented
                .cookie
                .flatMap(value -> cookies.open(value, presented.peer.get(), presented.realm))
                .map(token -> tokens.verify(token, presented.realm))
                .orElse(Future.succeededFuture(WRONG_COOKIE));
    }

    private Future<Credential> byHeader(AuthorizationHeader header, Presented presented) {
        if (header instanceof Bearer bearer) {
            return tokens.verify(bearer.header(), bearer.from(), presented.realm);
        }
        if (header instanceof Basic basic && presented.cell.isPresent()) {
            return login.attempt(presented.cell.get().id(), basic.name(), basic.password(), presented.address.get())
                    .map(result -> byPassword(result, basic.name(), presented));
        }
        return invalid(header instanceof Unusable unusable ? unusable.reason() : ErrorCode.PR401_AU_0011);
    }

    private static Credential byPassword(LoginResult result, String account, Presented presented) {
        if (result instanceof LoginResult.Accepted accepted && presented.takesPasswords) {
            return new Credential.Valid(
                    token(account, accepted, presented.cell.orElseThrow().id(), presented.realm));
        }
        return new Credential.Invalid(refusal(result));
    }

    /** What the password is worth for this request: it has no scope, and none counts where it is taken. */
    private static AccessToken token(String account, LoginResult.Accepted accepted, String cellId, String realm) {
        return new AccessToken(
                TokenKind.ACCOUNT,
                account,
                realm,
                cellId,
                accepted.credential(),
                accepted.when(),
                Set.of(),
                Instant.MAX);
    }

    private static ErrorCode refusal(LoginResult result) {
        if (result instanceof LoginResult.Failed) {
            return ErrorCode.PR401_AU_0011;
        }
        return result instanceof LoginResult.Locked ? ErrorCode.PR401_AU_0010 : ErrorCode.PR401_AU_0001;
    }

    private static Future<Credential> invalid(ErrorCode reason) {
        return Future.succeededFuture(new Credential.Invalid(reason));
    }
}
