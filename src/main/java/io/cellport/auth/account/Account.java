package io.cellport.auth.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cell.generation.StoredEntity;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An account that an import brought into a cell. See "Account" in the Personium API for the properties.
 *
 * @param id id of the entity
 * @param name what its owner logs in with
 * @param status {@code active}, which also is what an account without a status has, or why it is not
 * @param basic whether it is of the type that logs in with a password
 * @param addressRanges the client addresses that it may log in from; see {@link AddressRanges}
 * @param password what the password is compared with; empty if the stored form is unusable
 * @param credential everything that is stored of the password, as it stands there
 */
public record Account(
        String id,
        String name,
        String status,
        boolean basic,
        String addressRanges,
        Optional<PasswordHash> password,
        String credential) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int DEFAULT_KEY_BYTES = 32;

    /** Reads a stored account; {@code salt} is the unit's, see {@link PasswordHash#of}. */
    public static Account of(StoredEntity entity, String salt) {
        try {
            JsonNode source = JSON.readTree(entity.source());
            JsonNode fixed = source.path("s");
            String types = fixed.hasNonNull("Type") ? fixed.path("Type").asText() : "basic";
            return new Account(
                    entity.id(),
                    entity.key(),
                    fixed.path("Status").asText(""),
                    Arrays.asList(types.split(" ")).contains("basic"),
                    fixed.path("IPAddressRange").asText(""),
                    password(source.path("h"), salt),
                    source.path("h").toString());
        } catch (IOException e) {
            throw new IllegalStateException("an import stored an account that is no JSON", e);
        }
    }

    private static Optional<PasswordHash> password(JsonNode hidden, String salt) {
        return StoredPassword.hash(
                hidden.path("HashAlgorithm").asText(""),
                hidden.path("HashedCredential").asText(""),
                keyBytes(hidden.path("HashAttributes").asText("")),
                salt);
    }

    private static int keyBytes(String attributes) {
        try {
            return JSON.readTree(attributes).path("keyLength").asInt(DEFAULT_KEY_BYTES);
        } catch (JsonProcessingException malformed) {
            return DEFAULT_KEY_BYTES;
        }
    }

    /** Whether the account may be used at all. */
    public boolean isActive() {
        return status.isEmpty() || status.equals("active");
    }

    /** Whether it should have a password, but the stored one cannot be used. Then nobody can log in with it. */
    boolean lacksItsPassword() {
        return basic && password.isEmpty();
    }

    /** Whether its owner has to choose another password first. */
    boolean needsNewPassword() {
        return status.equals("passwordChangeRequired");
    }
}
