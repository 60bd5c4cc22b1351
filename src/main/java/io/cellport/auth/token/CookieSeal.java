package io.cellport.auth.token;

import io.cellport.auth.UnitKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Hides a token in the value of a cookie, so that the cookie is worth nothing without the peer that was given out with
 * it, nor at another cell: AES-256-GCM under a key that follows from the unit's, bound to the cell URL. Safe for
 * several threads.
 */
public final class CookieSeal {

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private static final char SEPARATOR = '\t';

    private final SecretKey key;

    private final SecureRandom random = new SecureRandom();

    public CookieSeal(UnitKey key) {
        this.key = key.derive("cellport cookie pair");
    }

    /** The value of a cookie for one cell. */
    public String close(String peer, String token, String cellUrl) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = (peer + SEPARATOR + token).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, cellUrl).doFinal(text);
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
            ByteBuffer sealed = ByteBuffer.wrap(bytes);
            byte[] nonce = new byte[NONCE_BYTES];
            sealed.get(nonce);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, cellUrl).doFinal(bytes, NONCE_BYTES, sealed.remaining());
            return token(new String(text, StandardCharsets.UTF_8), peer);
        } catch (IllegalArgumentException | GeneralSecurityException forged) {
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

    private Cipher cipher(int mode, byte[] nonce, String cellUrl) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(cellUrl.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
