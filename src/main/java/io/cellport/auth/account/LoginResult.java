package io.cellport.auth.account;

import io.cellport.auth.token.AccountGrant;
import java.time.Instant;
import java.util.Optional;

/** How an attempt to log in went. Immutable. */
public sealed interface LoginResult {

    /**
     * Wrong name or password, too soon after a failure, or an account that may not log in from that address or at all.
     */
    LoginResult FAILED = new Failed();

    /** Too many failures came before; the password was not looked at. */
    LoginResult LOCKED = new Locked();

    /** The password is right, but has to be changed first. */
    LoginResult PASSWORD_CHANGE = new PasswordChange();

    /**
     * The account's owner is here.
     *
     * @param lastAuthenticated the login before, if this node remembers it
     * @param failures failed attempts since then
     * @param credential mark of the password that was given, for {@link AccountGrant}
     * @param when now
     */
    record Accepted(Optional<Instant> lastAuthenticated, int failures, String credential, Instant when)
            implements LoginResult {}

    /** See {@link #FAILED}. */
    record Failed() implements LoginResult {}

    /** See {@link #LOCKED}. */
    record Locked() implements LoginResult {}

    /** See {@link #PASSWORD_CHANGE}. */
    record PasswordChange() implements LoginResult {}
}
