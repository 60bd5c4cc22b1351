package io.cellport.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the access tokens of this unit: JWTs signed with RS256, with {@code iss} = unit URL, {@code aud} = unit or cell
 * URL, {@code scope} = {@code root}, and an expiry. Safe for use by several threads; a signature costs about 1 ms.
 */
public final class TokenIssuer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static final String HEADER = encode("{\"typ\":\"JWT\",\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));

    private final UnitKey key;

    private final String unitUrl;

    private final Clock clock;

    /**
     * An issuer for one unit.
     *
     * @param unitUrl the unit URL, ending in {@code /}
     */
    public TokenIssuer(UnitKey key, String unitUrl) {
        this(key, unitUrl, Clock.systemUTC());
    }

    TokenIssuer(UnitKey key, String unitUrl, Clock clock) {
        this.key = key;
        this.unitUrl = unitUrl;
        this.clock = clock;
    }

    /** A token of the unit administrator, which holds root on the unit and on every cell. */
    public String unitToken(Duration ttl) {
        return issue("unit-admin", unitUrl, ttl);
    }

    /** A token that holds root on one cell and means nothing elsewhere. */
    public String cellToken(String cellName, Duration ttl) {
        return issue("cell-admin", unitUrl + cellName + "/", ttl);
    }

    private String issue(String subject, String audience, Duration ttl) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", unitUrl);
        claims.put("aud", audience);
        claims.put("sub", subject);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", AccessToken.ROOT);
        return sign(claims);
    }

    String sign(Map<String, Object> claims) {
        try {
            String signed = HEADER + "." + encode(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.privateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
