package io.cellport.auth.account;

import io.cellport.auth.key.UnitKey;
import io.cellport.auth.key.UnitKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/**
 * Makes a short mark of an account's stored password. Tokens carry it, so that they end with the password. A key of the
 * unit goes into it, too, so it tells nothing to anybody else, and counts as long as the key. Safe for several threads.
 */
public final class CredentialSeal {

    private static final int BYTES = 16;

    private final Supplier<UnitKeys> keys;

    public CredentialSeal(Supplier<UnitKeys> keys) {
        this.keys = keys;
    }

    /** The keys that marks are made with now; with others, there are other marks. */
    public UnitKeys keys() {
        return keys.get();
    }

    /** The mark for a new token: another one as soon as another password is stored, or another account has the name. */
    public String of(String cellId, Account account) {
        return of(keys.get().signing(), cellId, account);
    }

    /** Every mark that a token of the account may carry: one for each key. */
    public Set<String> all(String cellId, Account account) {
        return keys.get().all().stream().map(key -> of(key, cellId, account)).collect(Collectors.toUnmodifiableSet());
    }

    private static String of(UnitKey key, String cellId, Account account) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.derive("cellport account credential"));
            String sealed = cellId + '\0' + account.id() + '\0' + account.basic() + '\0' + account.credential();
            byte[] whole = mac.doFinal(sealed.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without HMAC", e);
        }
    }
}
