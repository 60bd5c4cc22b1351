package io.cellport.auth;

import io.cellport.storage.DataDirectory;
import io.cellport.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The RSA key pair that signs the unit's tokens: {@code unit-key.pem} (PKCS#8, readable by its owner only) and
 * {@code unit-key.pub.pem} in the data directory. Its text never contains
 * the key. Blocks; immutable.
 */
public final class UnitKey {

    static final String PRIVATE_FILE = "unit-key.pem";

    static final String PUBLIC_FILE = "unit-key.pub.pem";

    private static final int BITS = 2048;

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final KeyPair pair;

    private UnitKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * Reads the pair of a data directory; the first use makes directory and pair. If several processes do so at the same
     * time, one makes the pair and all return that one.
     *
     * @throws IOException if the files cannot be read or written, or hold no RSA key
     */
    public static UnitKey loadOrCreate(Path dataDir) throws IOException {
        Path file = dataDir.resolve(PRIVATE_FILE);
        if (!Files.exists(file)) {
            createOnce(dataDir, file);
        }
        UnitKey key = new UnitKey(parse(Files.readString(file)));
        Path publicFile = dataDir.resolve(PUBLIC_FILE);
        if (!Files.exists(publicFile)) {
            Path temporary = write(dataDir, key.publicPem());
            DurableFiles.rename(temporary, publicFile);
        }
        return key;
    }

    /** Whether a data directory holds a key already. */
    public static boolean exists(Path dataDir) {
        return Files.exists(dataDir.resolve(PRIVATE_FILE));
    }

    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** A secret of 32 bytes that only this key gives, a different one for every purpose. */
    public SecretKey derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pair.getPrivate().getEncoded(), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without HMAC", e);
        }
    }

    /** The public key as X.509 PEM. */
    public String publicPem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    @Override
    public String toString() {
        return "UnitKey[RSA " + BITS + "]";
    }

    private static void createOnce(Path dataDir, Path file) throws IOException {
        Path temporary =
                write(dataDir, pem("PRIVATE KEY", generate().getPrivate().getEncoded()));
        try {
            DurableFiles.link(temporary, file);
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            return;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Where every start deletes what a process that died has left. */
    private static Path write(Path dataDir, String text) throws IOException {
        Path temporaries = dataDir.resolve(DataDirectory.TEMPORARIES);
        DurableFiles.createDirectories(temporaries);
        Path temporary = temporaries.resolve("unit-key-" + UUID.randomUUID());
        Files.createFile(temporary, OWNER_ONLY);
        return Files.writeString(temporary, text, StandardOpenOption.WRITE);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java without RSA", e);
        }
    }

    private static KeyPair parse(String pem) throws IOException {
        try {
            String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
            byte[] der = Base64.getMimeDecoder().decode(base64);
            KeyFactory keys = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.generatePrivate(new PKCS8EncodedKeySpec(der));
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(PRIVATE_FILE + " does not hold an RSA private key in PEM form", e);
        }
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
