package io.cellport.config;

/**
 * An identity provider whose tokens the unit accepts.
 *
 * @param issuer the {@code iss} of its tokens
 * @param jwks where its public keys are, as a JSON Web Key Set: the path of a file, or an http(s) URL
 * @param audience the {@code aud} that its tokens must have
 * @param algorithm the algorithm of its signatures: {@code RS256} or {@code ES256}
 * @param rootClaim the claim that makes a user the unit's administrator: a name, or a JSON pointer that starts with /
 * @param rootValue the value that this claim must have, or contain as an element or a space-separated word
 */
public record Issuer(
        String issuer, String jwks, String audience, String algorithm, String rootClaim, String rootValue) {

    /** Whether the keys are on the web and not in a file. */
    public boolean isOnTheWeb() {
        return jwks.startsWith("http://") || jwks.startsWith("https://");
    }
}
