package io.cellport.auth.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.config.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * Hides the private halves of keys from whoever can read the database but does not know the secret of the cluster:
 * AES-256-GCM under what scrypt makes of the secret and a salt. Id and public half are authenticated too, so nobody
 * else can put a key of their own into the table. The first use of a salt takes about 50 ms and 16 MiB. Safe for
 * several threads.
 */
final class KeySeal {

    private static final byte VERSION = 1;

    private static final int SALT_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private static final int HEAD_BYTES = 1 + SALT_BYTES + NONCE_BYTES;

    private static final int REMEMBERED_SALTS = 100;

    private final byte[] secret;

    private final SecureRandom random = new SecureRandom();

    private final Cache<ByteBuffer, SecretKey> derived =
            Caffeine.newBuilder().maximumSize(REMEMBERED_SALTS).build();

    KeySeal(Secret secret) {
        this.secret = secret.text().getBytes(UTF_8);
    }

    private SecretKey derive(byte[] salt) {
        return derived.get(
                ByteBuffer.wrap(salt),
                unseen -> new SecretKeySpec(SCrypt.generate(secret, salt, 1 << 14, 8, 1, 32), "AES"));
    }

    /** Seals the private half of a key: version, salt, nonce, ciphertext with tag. */
    byte[] close(UnitKey key) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, salt, nonce, key.id(), key.publicPem())
                    .doFinal(key.privateKey().getEncoded());
            return ByteBuffer.allocate(HEAD_BYTES + sealed.length)
                    .put(VERSION)
                    .put(salt)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without AES-GCM", e);
        }
    }

    /**
     * Opens a sealed private half.
     *
     * @return PKCS#8, DER
     * @throws GeneralSecurityException if it was sealed with another secret, or one of the three was changed
     */
    byte[] open(byte[] sealed, String id, String publicPem) throws GeneralSecurityException {
        if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
            throw new AEADBadTagException("no seal of this version");
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(salt).get(nonce);
        return cipher(Cipher.DECRYPT_MODE, salt, nonce, id, publicPem)
                .doFinal(sealed, parts.position(), parts.remaining());
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce, String id, String publicPem)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derive(salt), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((id + '\n' + publicPem).getBytes(UTF_8));
        return cipher;
    }
}
