package io.cellport.auth.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.auth.AclPrivilege.CellPrivilege;
import io.cellport.auth.key.UnitKey;
import io.cellport.config.UnitConfig;
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
import java.util.function.UnaryOperator;

/**
 * Makes the tokens of this unit: JWTs signed with RS256, with {@code iss} = unit URL, {@code aud} = unit or cell
 * URL, {@code kind}, {@code scope} and an expiry. A signature costs about 1 ms. Immutable.
 */
public final class TokenIssuer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    /** How long a token of any kind is valid at most. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final UnitKey key;

    private final String header;

    private final String unitUrl;

    private final UnaryOperator<String> cellUrls;

    private final Clock clock;

    /**
     * An issuer for one unit whose cell URLs are below its own.
     *
     * @param key signs the tokens, which name it in {@code kid}
     * @param unitUrl the unit URL, ending in {@code /}
     */
    public TokenIssuer(UnitKey key, String unitUrl) {
        this(key, unitUrl, Clock.systemUTC());
    }

    /** The same with a clock of its own. */
    public TokenIssuer(UnitKey key, String unitUrl, Clock clock) {
        this(key, unitUrl, cell -> unitUrl + cell + "/", clock);
    }

    /**
     * An issuer for one unit.
     *
     * @param unitUrl the unit URL, ending in {@code /}
     * @param config tells the form of its cell URLs
     */
    public TokenIssuer(UnitKey key, String unitUrl, UnitConfig.Unit config) {
        this(key, unitUrl, cell -> config.cellUrl(unitUrl, cell), Clock.systemUTC());
    }

    private TokenIssuer(UnitKey key, String unitUrl, UnaryOperator<String> cellUrls, Clock clock) {
        this.key = key;
        this.header = encode("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"%s\"}"
                .formatted(key.id())
                .getBytes(StandardCharsets.UTF_8));
        this.unitUrl = unitUrl;
        this.cellUrls = cellUrls;
        this.clock = clock;
    }

    /** A token of the unit administrator, which holds root on the unit and on every cell. */
    public String unitToken(Duration ttl) {
        return issue(TokenKind.UNIT, "unit-admin", unitUrl, ttl, administrator());
    }

    /** A token that holds root on one cell and means nothing elsewhere. */
    public String cellToken(String cellName, Duration ttl) {
        return issue(TokenKind.CELL, "cell-admin", cellUrls.apply(cellName), ttl, administrator());
    }

    /** An access token of an account. */
    public String accountToken(AccountGrant grant, Duration ttl) {
        return issue(TokenKind.ACCOUNT, grant.account(), grant.cellUrl(), ttl, claims(grant));
    }

    /** A token that an account gets new tokens for. */
    public String refreshToken(AccountGrant grant, Duration ttl) {
        return issue(TokenKind.REFRESH, grant.account(), grant.cellUrl(), ttl, claims(grant));
    }

    private static Map<String, Object> administrator() {
        return Map.of("scope", CellPrivilege.ROOT.text());
    }

    private static Map<String, Object> claims(AccountGrant grant) {
        return Map.of(
                "cell", grant.cellId(),
                "scope", Scopes.text(grant.scopes()),
                "cred", grant.credential(),
                "auth_time", grant.loggedIn().getEpochSecond());
    }

    private String issue(TokenKind kind, String subject, String audience, Duration ttl, Map<String, Object> more) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", unitUrl);
        claims.put("aud", audience);
        claims.put("sub", subject);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("kind", kind.claim());
        claims.putAll(more);
        return sign(claims);
    }

    String sign(Map<String, Object> claims) {
        try {
            String signed = header + "." + encode(JSON.writeValueAsBytes(claims));
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
