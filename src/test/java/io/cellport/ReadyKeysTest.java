package io.cellport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

class ReadyKeysTest {

    private static final byte[] TEXT = "signed".getBytes(StandardCharsets.US_ASCII);

    @Test
    void eachPairSignsAndIsAnother() throws Exception {
        KeyPairGenerator keys = generator(2048);
        KeyPair one = keys.generateKeyPair();
        KeyPair two = generator(2048).generateKeyPair();

        byte[] signature = sign(one);
        assertThat(verifies(one, signature)).isTrue();
        assertThat(verifies(two, signature)).isFalse();
        assertThat(((RSAPublicKey) one.getPublic()).getModulus().bitLength()).isEqualTo(2048);
        assertThat(keys.getProvider().getName()).isEqualTo("ReadyKeys");
    }

    @Test
    void otherLengthsAreJavas() throws Exception {
        KeyPair weak = generator(1024).generateKeyPair();

        assertThat(((RSAPublicKey) weak.getPublic()).getModulus().bitLength()).isEqualTo(1024);
        assertThat(verifies(weak, sign(weak))).isTrue();
    }

    private static KeyPairGenerator generator(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator;
    }

    private static byte[] sign(KeyPair pair) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(TEXT);
        return signature.sign();
    }

    private static boolean verifies(KeyPair pair, byte[] signed) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update(TEXT);
        return signature.verify(signed);
    }
}
