package io.cellport.cell;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Makes ids as Personium does: a random UUID as 22 characters of base64url. Stateless. */
public final class CellIds {

    private CellIds() {}

    public static String next() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
