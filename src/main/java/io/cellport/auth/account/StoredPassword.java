package io.cellport.auth.account;

import java.util.Optional;

/** Reads the password hashes that accounts have. Stateless. */
final class StoredPassword {

    private StoredPassword() {}

    /**
     * The hash in an account's hidden properties.
     *
     * @param algorithm {@code scrypt}, or {@code sha-256}, which also is what accounts without an algorithm have
     * @param credential the stored form
     * @param keyBytes length of a scrypt hash, in bytes
     * @param salt what the unit that hashed with SHA-256 appended to every password
     * @return empty if it cannot be understood, or would cost more than a login may cost
     */
    static Optional<PasswordHash> hash(String algorithm, String credential, int keyBytes, String salt) {
        return switch (algorithm) {
            case "scrypt" -> ScryptHash.parse(credential, keyBytes);
            case "sha-256", "" -> Sha256Hash.parse(credential, salt);
            default -> Optional.empty();
        };
    }
}
