package io.cellport.config;

/**
 * An identity provider whose tokens the unit accepts.
 *
 * @param issuer what its tokens have in {@code iss}
 * @param jwks where its public keys are, as a JSON Web Key Set: the path of a file, or an http(s) URL
 * @param audience what its tokens have to have in {@code aud}
 * @param algorithm what its tokens are signed with: {@code RS256} or {@code ES256}, nothing else
 * @param rootClaim the claim that makes somebody the unit's administrator: a name, or a JSON pointer that starts with /
 * @param rootValue what that claim has to be, or to contain as an element or a space-separated word
 */
public record Issuer(
        String issuer, String jwks, String audience, String algorithm, String rootClaim, String rootValue) {

    /** Whether the keys are on the web and not in a file. */
    public boolean isOnTheWeb() {
        return jwks.startsWith("http://") || jwks.startsWith("https://");
    }
}
