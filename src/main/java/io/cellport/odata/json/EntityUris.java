package io.cellport.odata.json;

import io.cellport.odata.model.EntityModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The URIs of entities, in the reference's canonical form. Immutable.
 *
 * @param service URL of the service, ending in {@code /}
 */
public record EntityUris(String service) {

    /**
     * Where an entity can be read.
     *
     * @param keys the values of its key properties in the order of the model, at least one
     */
    public String canonical(EntityModel model, List<Optional<String>> keys) {
        return set(model) + key(model, keys) + ")";
    }

    /** What the URIs of all entities of a set begin with; behind it comes a key, and a parenthesis. */
    String set(EntityModel model) {
        return service + model.name() + "(";
    }

    /** The key in {@link #canonical}. */
    String key(EntityModel model, List<Optional<String>> keys) {
        return key(model, keys, true);
    }

    /** The form that {@code $links} answers with: nothing in the key is encoded. */
    public String plain(EntityModel model, List<Optional<String>> keys) {
        return set(model) + key(model, keys, false) + ")";
    }

    private static String key(EntityModel model, List<Optional<String>> keys, boolean isEncoded) {
        if (keys.size() == 1) {
            return literal(keys.get(0), isEncoded ? EntityUris::encoded : UnaryOperator.identity());
        }
        return IntStream.range(0, keys.size())
                .mapToObj(part -> {
                    String name = model.keys().get(part);
                    UnaryOperator<String> form = name.endsWith("Name") ? EntityUris::encodedName : EntityUris::encoded;
                    return name + "=" + literal(keys.get(part), isEncoded ? form : UnaryOperator.identity());
                })
                .collect(Collectors.joining(","));
    }

    private static String literal(Optional<String> value, UnaryOperator<String> form) {
        return value.map(text -> "'" + form.apply(text.replace("'", "''")) + "'")
                .orElse("null");
    }

    /** Form encoding, except that a blank is not {@code +}, which stands for itself in a path. */
    private static String encoded(String text) {
        return isPlain(text)
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether nothing in a text has to be encoded, as in most keys. */
    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isDigit = c >= '0' && c <= '9';
            if (!isLetter && !isDigit && "-_.*".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** In compound keys names stand as they are; only what no name of the reference has is encoded. */
    private static String encodedName(String text) {
        return encoded(text).replace("%2B", "+").replace("%3A", ":");
    }
}
