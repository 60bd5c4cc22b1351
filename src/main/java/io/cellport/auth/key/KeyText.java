package io.cellport.auth.key;

import static java.util.stream.Collectors.joining;

import io.cellport.storage.StoreException;
import java.security.spec.InvalidKeySpecException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code unit-key.pem}: private keys as PKCS#8 PEM. In front of each one lines say when it begins to sign
 * and when it retires; PEM allows such text (RFC 7468, section 2). The key of a unit that was never given another has
 * none. Stateless.
 */
final class KeyText {

    private static final String SIGNS_FROM = "Signs-From";

    private static final String RETIRES_AT = "Retires-At";

    private static final Pattern KEY =
            Pattern.compile("(?<lines>.*?)-----BEGIN [A-Z ]+-----(?<key>.*?)-----END [A-Z ]+-----", Pattern.DOTALL);

    private KeyText() {}

    static String write(List<UnitKey> keys) {
        return keys.stream().map(KeyText::write).collect(joining());
    }

    private static String write(UnitKey key) {
        String begin = key.signFrom().equals(Instant.EPOCH) ? "" : line(SIGNS_FROM, key.signFrom());
        String end = key.retireAt().map(retired -> line(RETIRES_AT, retired)).orElse("");
        return begin + end + Pem.write("PRIVATE KEY", key.privateKey().getEncoded());
    }

    private static String line(String name, Instant value) {
        return name + ": " + value + "\n";
    }

    /**
     * Reads the keys of a file.
     *
     * @param file its name, for the error
     * @throws StoreException if it has none, or one that is no RSA key or has a time that is none
     */
    static List<UnitKey> parse(String text, String file) {
        List<UnitKey> keys = new ArrayList<>();
        Matcher each = KEY.matcher(text);
        try {
            while (each.find()) {
                keys.add(UnitKey.of(
                        Pem.read(each.group("key")),
                        time(SIGNS_FROM, each.group("lines")).orElse(Instant.EPOCH),
                        time(RETIRES_AT, each.group("lines"))));
            }
        } catch (InvalidKeySpecException | IllegalArgumentException noKey) {
            throw noKey(file);
        } catch (DateTimeException noTime) {
            throw new StoreException(file + " has a time that cannot be read");
        }
        if (keys.isEmpty()) {
            throw noKey(file);
        }
        return keys;
    }

    private static StoreException noKey(String file) {
        return new StoreException(file + " does not hold an RSA private key in PEM form");
    }

    private static Optional<Instant> time(String name, String lines) {
        Matcher found =
                Pattern.compile("^" + name + ":(.*)$", Pattern.MULTILINE).matcher(lines);
        return found.find() ? Optional.of(Instant.parse(found.group(1).strip())) : Optional.empty();
    }
}
