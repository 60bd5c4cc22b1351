package io.cellport.auth.account;

import io.cellport.auth.UnitKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Makes a short mark of an account's stored password. Tokens carry it, so that they end with the password. The unit's key
 * goes into it, too, so it tells nothing to anybody else. Immutable.
 */
public final class CredentialSeal {

    private static final int BYTES = 16;

    private final UnitKey key;

    public CredentialSeal(UnitKey key) {
        this.key = key;
    }

    /** The mark: another one as soon as another password is stored, or another account has the name. */
    public String of(String cellId, Account account) {
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
