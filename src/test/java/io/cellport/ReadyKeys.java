package io.cellport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes RSA keys of 2048 bits for whoever asks Java for some: real ones, each another, and in no time, because their
 * primes are found already. To find primes took half of the processor time of all unit tests. When all pairs are used
 * up, or another length is asked for, Java makes the keys. JUnit finds this extension by itself; processes that tests
 * start make keys of their own.
 */
public final class ReadyKeys implements BeforeAllCallback {

    /** How many there are. */
    static final int PAIRS;

    private static final int BITS = 2048;

    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private static final List<BigInteger> PRIMES = primes();

    private static final AtomicInteger USED = new AtomicInteger();

    private static final Provider JAVA = Security.getProviders("KeyPairGenerator.RSA")[0];

    static {
        PAIRS = PRIMES.size() * (PRIMES.size() - 1) / 2;
        Security.insertProviderAt(new Ready(), 1);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // What there is to do was done when this class was loaded.
    }

    private static List<BigInteger> primes() {
        try (InputStream in = ReadyKeys.class.getResourceAsStream("primes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> new BigInteger(line, 16))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pair with that number, the first of all pairs of primes being 0. */
    private static KeyPair pair(int number) throws GeneralSecurityException {
        int second = 1;
        int first = number;
        while (first >= second) {
            first -= second;
            second++;
        }
        return pair(PRIMES.get(second), PRIMES.get(first));
    }

    private static KeyPair pair(BigInteger p, BigInteger q) throws GeneralSecurityException {
        BigInteger modulus = p.multiply(q);
        BigInteger lessP = p.subtract(BigInteger.ONE);
        BigInteger lessQ = q.subtract(BigInteger.ONE);
        BigInteger secret = EXPONENT.modInverse(lessP.multiply(lessQ));
        KeyFactory keys = KeyFactory.getInstance("RSA");
        return new KeyPair(
                keys.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                keys.generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus, EXPONENT, secret, p, q, secret.mod(lessP), secret.mod(lessQ), q.modInverse(p))));
    }

    private static final class Ready extends Provider {

        private static final long serialVersionUID = 1;

        Ready() {
            super("ReadyKeys", "1", "RSA keys of primes that are found already");
            put("KeyPairGenerator.RSA", Generator.class.getName());
        }
    }

    /** For one thread; Java makes it by its name. */
    public static final class Generator extends KeyPairGeneratorSpi {

        private final KeyPairGenerator others;

        private boolean isReady = true;

        public Generator() throws GeneralSecurityException {
            others = KeyPairGenerator.getInstance("RSA", JAVA);
        }

        @Override
        public void initialize(int bits, SecureRandom random) {
            others.initialize(bits, random);
            isReady = bits == BITS;
        }

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidAlgorithmParameterException {
            others.initialize(parameters, random);
            isReady = false;
        }

        @Override
        public KeyPair generateKeyPair() {
            if (!isReady || USED.get() >= PAIRS) {
                return others.generateKeyPair();
            }
            int number = USED.getAndIncrement();
            try {
                return number < PAIRS ? pair(number) : others.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
