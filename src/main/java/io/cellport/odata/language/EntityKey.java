package io.cellport.odata.language;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.odata.model.EntityModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key of an entity as a client writes it: {@code 'alice'}, or {@code Name='admin',_Box.Name=null}. Immutable.
 *
 * @param parts in the order of the text
 */
public record EntityKey(List<Part> parts) {

    /**
     * One part of a key.
     *
     * @param name empty if only the value is given
     * @param value empty for {@code null}
     */
    public record Part(String name, Optional<String> value) {}

    /** Keeps a copy. */
    public EntityKey {
        parts = List.copyOf(parts);
    }

    /**
     * Reads {@code 'value'} or {@code name='value',name=null}. Two quotes in a value stand for one; blanks count.
     *
     * @param text what stands in the parentheses, percent-decoded; {@code PR400-OD-0004} if it is no key
     */
    public static EntityKey parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        do {
            int start = at > 0 ? at + 1 : 0;
            int equals = start < text.length() && text.charAt(start) == '\'' ? start : text.indexOf('=', start);
            String name = equals > start ? text.substring(start, equals) : "";
            int from = equals > start ? equals + 1 : start;
            if (text.startsWith("null", from) && !name.isEmpty()) {
                parts.add(new Part(name, Optional.empty()));
                at = from + 4;
            } else {
                at = endOfText(text, from);
                parts.add(new Part(
                        name, Optional.of(text.substring(from + 1, at - 1).replace("''", "'"))));
            }
        } while (at < text.length() && text.charAt(at) == ',');
        boolean isMixed =
                parts.size() > 1 && parts.stream().anyMatch(part -> part.name().isEmpty());
        if (at < text.length() || isMixed) {
            throw ApiException.of(ErrorCode.PR400_OD_0004);
        }
        return new EntityKey(parts);
    }

    /** The place behind the quoted text that begins at a place. */
    private static int endOfText(String text, int start) {
        int quote = start < text.length() && text.charAt(start) == '\'' ? text.indexOf('\'', start + 1) : -1;
        while (quote >= 0 && quote + 1 < text.length() && text.charAt(quote + 1) == '\'') {
            quote = text.indexOf('\'', quote + 2);
        }
        if (quote < 0) {
            throw ApiException.of(ErrorCode.PR400_OD_0004);
        }
        return quote + 1;
    }

    /**
     * The values of the set's key properties, in the model's order; empty for those that are null or missing.
     *
     * @return empty if no entity can have this key: a name is unknown or comes twice, or the principal value is
     *     missing. A set with a single key property takes any name for it.
     */
    public Optional<List<Optional<String>>> valuesFor(EntityModel model) {
        List<String> names = model.keys();
        Map<String, Optional<String>> values = new HashMap<>();
        for (Part part : parts) {
            boolean isPrincipal = part.name().isEmpty() || names.size() == 1;
            String name = isPrincipal ? names.get(0) : part.name();
            if (!names.contains(name) || values.putIfAbsent(name, part.value()) != null) {
                return Optional.empty();
            }
        }
        return values.getOrDefault(names.get(0), Optional.empty()).isEmpty()
                ? Optional.empty()
                : Optional.of(names.stream()
                        .map(name -> values.getOrDefault(name, Optional.empty()))
                        .toList());
    }
}
