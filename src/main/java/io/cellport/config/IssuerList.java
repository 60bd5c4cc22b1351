package io.cellport.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the list of issuers: JSON objects separated by commas. Stateless. */
final class IssuerList {

    static final String ALLOWED =
            "objects with the texts issuer, jwks, audience, rootClaim, rootValue and, if it is not"
                    + " RS256, algorithm: ES256; each issuer once";

    private static final Set<String> REQUIRED = Set.of("issuer", "jwks", "audience", "rootClaim", "rootValue");

    private static final String ALGORITHM = "algorithm";

    private IssuerList() {}

    /** Reads the issuers; null if the text is not allowed. */
    static @Nullable List<Issuer> parse(String text) {
        // Most units have none, and a mapper costs a start many classes.
        if (text.isEmpty()) {
            return List.of();
        }
        List<Issuer> issuers = new ArrayList<>();
        try {
            for (JsonNode item : new ObjectMapper().readTree("[" + text + "]")) {
                if (!isAllowed(item)) {
                    return null;
                }
                issuers.add(issuer(item));
            }
        } catch (JsonProcessingException malformed) {
            return null;
        }
        long names = issuers.stream().map(Issuer::issuer).distinct().count();
        return names == issuers.size() ? List.copyOf(issuers) : null;
    }

    private static boolean isAllowed(JsonNode item) {
        boolean complete = REQUIRED.stream()
                .allMatch(name ->
                        item.path(name).isTextual() && !item.path(name).asText().isBlank());
        String algorithm = item.path(ALGORITHM).asText("RS256");
        return complete
                && item.size() == REQUIRED.size() + (item.has(ALGORITHM) ? 1 : 0)
                && Set.of("RS256", "ES256").contains(algorithm);
    }

    private static Issuer issuer(JsonNode item) {
        return new Issuer(
                item.path("issuer").asText(),
                item.path("jwks").asText(),
                item.path("audience").asText(),
                item.path(ALGORITHM).asText("RS256"),
                item.path("rootClaim").asText(),
                item.path("rootValue").asText());
    }
}
