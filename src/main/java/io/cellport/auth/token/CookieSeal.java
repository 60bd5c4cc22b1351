package io.cellport.auth.token;

import io.cellport.auth.key.UnitKey;
import io.cellport.auth.key.UnitKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Hides a token in the value of a cookie, so that the cookie is worth nothing without the peer that was given out with
 * it, nor at another cell: AES-256-GCM under a secret that follows from a key of the unit, bound to the cell URL. It
 * opens as long as the key counts. Safe for several threads.
 */
public final class CookieSeal {

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private static final char SEPARATOR = '\t';

    private static final String PURPOSE = "cellport cookie pair";

    private final Supplier<UnitKeys> keys;

    private final SecureRandom random = new SecureRandom();

    public CookieSeal(Supplier<UnitKeys> keys) {
        this.keys = keys;
    }

    /** The value of a cookie for one cell. */
    public String close(String peer, String token, String cellUrl) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = (peer + SEPARATOR + token).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get().signing(), nonce, cellUrl)
                    .doFinal(text);
            byte[] value = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without AES-GCM", e);
        }
    }

    /** The token in a cookie; empty if the value is no cookie of this cell, or belongs to another peer. */
    public Optional<String> open(String value, String peer, String cellUrl) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value);
            if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
                return Optional.empty();
            }
            return keys.get().all().stream()
                    .flatMap(key -> open(bytes, key, cellUrl).stream())
                    .findFirst()
                    .flatMap(text -> token(text, peer));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Optional<String> open(byte[] bytes, UnitKey key, String cellUrl) {
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, nonce, cellUrl)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException forgedOrOfAnotherKey) {
            return Optional.empty();
        }
    }

    private static Optional<String> token(String text, String peer) {
        int separator = text.indexOf(SEPARATOR);
        byte[] expected = text.substring(0, separator).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, peer.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(text.substring(separator + 1))
                : Optional.empty();
    }

    private static Cipher cipher(int mode, UnitKey key, byte[] nonce, String cellUrl) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.derive(PURPOSE), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(cellUrl.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
