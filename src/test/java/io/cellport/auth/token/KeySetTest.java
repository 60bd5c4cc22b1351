package io.cellport.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {

    private static final IdentityProvider RSA = IdentityProvider.rsa("k1", 2048);

    private static final IdentityProvider CURVE = IdentityProvider.ec("k2");

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void aSetHasTheKeysOfItsAlgorithmOnly() {
        String set = IdentityProvider.keySet(RSA, CURVE);

        KeySet rsa = parse(set, "RS256");
        KeySet curve = parse(set, "ES256");

        assertThat(rsa.size()).isEqualTo(1);
        assertThat(rsa.knows("k1")).isTrue();
        assertThat(rsa.knows("k2")).isFalse();
        assertThat(curve.size()).isEqualTo(1);
        assertThat(curve.knows("k2")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "use, sig, 1",
        "use, enc, 0",
        "alg, RS256, 1",
        "alg, RS512, 0",
        "alg, none, 0",
        "kty, EC, 0",
        "kty, oct, 0",
        "key_ops, anything, 1"
    })
    void aKeyForSomethingElseIsLeftOut(String member, String value, int size) {
        assertThat(parse(set(RSA.key().put(member, value)), "RS256").size()).isEqualTo(size);
    }

    @Test
    void aWeakKeyIsLeftOut() {
        assertThat(parse(IdentityProvider.keySet(IdentityProvider.rsa("weak", 1024)), "RS256")
                        .size())
                .isZero();
    }

    @Test
    void aTokenWithoutAKeyIdMayBeOfAnyKey() {
        KeySet keys = parse(set(RSA.key(), RSA.key().put("kid", "other"), unnamed()), "RS256");

        assertThat(keys.candidates("")).hasSize(3);
    }

    @Test
    void aTokenWithAnUnknownKeyIdMayBeOfAKeyWithoutAName() {
        KeySet keys = parse(set(RSA.key(), unnamed()), "RS256");

        assertThat(keys.candidates("k1")).hasSize(1);
        assertThat(keys.candidates("unknown")).hasSize(1);
        assertThat(keys.knows("unknown")).isFalse();
        assertThat(keys.knows("")).isFalse();
        assertThat(parse(set(RSA.key()), "RS256").candidates("unknown")).isEmpty();
    }

    @Test
    void onlySomeKeysAreReadAndFewerTriedForOneToken() {
        JsonObject[] many = IntStream.range(0, 150).mapToObj(i -> unnamed()).toArray(JsonObject[]::new);

        KeySet keys = parse(set(many), "RS256");

        assertThat(keys.size()).isEqualTo(100);
        assertThat(keys.candidates("")).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keys\":[]}", "{\"other\":1}"})
    void aSetMayBeEmpty(String text) {
        assertThat(parse(text, "RS256").size()).isZero();
        assertThat(parse(text, "RS256").candidates("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "text", "{\"keys\":", "{\"keys\":{}}", "{\"keys\":[1,\"a\"]}"})
    void anotherTextIsNoKeySet(String text) {
        assertThatThrownBy(() -> parse(text, "RS256")).isInstanceOf(RuntimeException.class);
    }

    private static KeySet parse(String text, String algorithm) {
        return KeySet.parse(vertx, Buffer.buffer(text), algorithm);
    }

    private static String set(JsonObject... keys) {
        JsonArray members = new JsonArray();
        for (JsonObject key : keys) {
            members.add(key);
        }
        return new JsonObject().put("keys", members).encode();
    }

    private static JsonObject unnamed() {
        JsonObject key = RSA.key();
        key.remove("kid");
        return key;
    }
}
