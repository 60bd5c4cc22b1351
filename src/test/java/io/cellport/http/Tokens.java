package io.cellport.http;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.key.UnitKey;
import io.cellport.auth.token.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of every kind, right and wrong, by the names that the test data uses. */
public final class Tokens {

    private static final Duration HOUR = Duration.ofHours(1);

    private Tokens() {}

    /**
     * Tokens for a cell with the accounts of {@code small1.zip}: alice holds root, bob a role without it, carol no
     * role.
     *
     * @param otherCell the name of another cell
     */
    public static Map<String, String> of(TestUnit unit, Accounts accounts, String cell, String otherCell)
            throws IOException, GeneralSecurityException {
        UnitKey key = new KeyFile(unit.data()).open().signing();
        UnitKey strange = new KeyFile(unit.data().resolve("stranger")).open().signing();
        HttpResponse<String> login = login(accounts, "");
        HttpResponse<String> cookie = accounts.form(
                "grant_type", "password", "username", "alice", "password", "alicepass", "p_cookie", "true");
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("root", unit.unitToken());
        tokens.put("cell", unit.tokens.cellToken(cell, HOUR));
        tokens.put("alice", Accounts.field(login, "access_token"));
        tokens.put("bob", accounts.token("bob", "bobpass1"));
        tokens.put("carol", accounts.token("carol", "carolpass"));
        tokens.put("small", Accounts.field(login(accounts, "auth"), "access_token"));
        tokens.put("refresh", Accounts.field(login, "refresh_token"));
        tokens.put("peer", Accounts.field(cookie, "p_cookie_peer"));
        tokens.put("cookie", TestUnit.header(cookie, "Set-Cookie").replaceAll("p_cookie=([^;]*);.*", "$1"));
        tokens.put("othercell", unit.tokens.cellToken(otherCell, HOUR));
        tokens.put("otherunit", new TokenIssuer(strange, unit.url()).unitToken(HOUR));
        tokens.put("expired", expired(key, unit.url()));
        tokens.put("unsigned", unsigned(unit.unitToken()));
        tokens.put("hs256", signedWithPublicKey(unit.unitToken(), key));
        tokens.put("tampered", tampered(unit.unitToken()));
        return tokens;
    }

    private static HttpResponse<String> login(Accounts accounts, String scope) {
        return accounts.form("grant_type", "password", "username", "alice", "password", "alicepass", "scope", scope);
    }

    private static String expired(UnitKey key, String unitUrl) {
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        return new TokenIssuer(key, unitUrl, yesterday).unitToken(HOUR);
    }

    private static String unsigned(String token) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + '.' + claims(token) + '.';
    }

    private static String signedWithPublicKey(String token, UnitKey key) throws GeneralSecurityException {
        String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + '.' + claims(token);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.publicPem().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String claims(String token) {
        return token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    }

    private static String tampered(String token) {
        int middle = token.lastIndexOf('.') + 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
