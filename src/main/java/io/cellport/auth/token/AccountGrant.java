package io.cellport.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What the tokens of one login say.
 *
 * @param cellUrl URL of the cell, ending in {@code /}
 * @param cellId id of the cell
 * @param account name of the account
 * @param scopes what the tokens may do at most
 * @param credential mark of the password that was given; the tokens end when the account has another one
 * @param loggedIn when it was given
 */
public record AccountGrant(
        String cellUrl, String cellId, String account, Set<String> scopes, String credential, Instant loggedIn) {

    /** However often tokens are renewed: after that the password is asked for again. */
    public static final Duration LONGEST_SESSION = Duration.ofDays(30);

    /** How long a token of that life can be valid at most if it is made now. */
    public Duration within(Duration life, Instant now) {
        Duration left = Duration.between(now, loggedIn.plus(LONGEST_SESSION));
        return life.compareTo(left) < 0 ? life : left;
    }
}
