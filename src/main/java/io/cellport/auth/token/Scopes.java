package io.cellport.auth.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The scopes that an account's token can carry: the cell privileges of the Personium API. Stateless. */
public final class Scopes {

    private static final Set<String> PRIVILEGES = Set.of(
            "root",
            "auth",
            "auth-read",
            "message",
            "message-read",
            "event",
            "event-read",
            "log",
            "log-read",
            "social",
            "social-read",
            "box",
            "box-read",
            "box-install",
            "acl",
            "acl-read",
            "propfind",
            "rule",
            "rule-read",
            "sign");

    private Scopes() {}

    /** The words of a space-separated list. */
    static Set<String> words(String list) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(list.split(" ")));
        words.remove("");
        return words;
    }

    /** What is granted when this is asked for: what is no privilege is left out; asking for nothing asks for root. */
    public static Set<String> granted(String asked) {
        Set<String> words = words(asked);
        if (words.isEmpty()) {
            return Set.of(AccessToken.ROOT);
        }
        words.retainAll(PRIVILEGES);
        return words;
    }

    /** As one space-separated list. */
    public static String text(Collection<String> scopes) {
        return String.join(" ", scopes);
    }
}
