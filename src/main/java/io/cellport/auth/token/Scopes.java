package io.cellport.auth.token;

import io.cellport.auth.AclPrivilege.CellPrivilege;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The scopes that an account's token can carry: the privileges on a cell. Stateless. */
public final class Scopes {

    private Scopes() {}

    /** The words of a space-separated list. */
    static Set<String> words(String list) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(list.split(" ")));
        words.remove("");
        return words;
    }

    /** The scopes that a token gets for a list: words that are no privilege are left out; an empty list means root. */
    public static Set<String> granted(String asked) {
        Set<String> words = words(asked);
        if (words.isEmpty()) {
            return Set.of(CellPrivilege.ROOT.text());
        }
        words.removeIf(word -> CellPrivilege.of(word).isEmpty());
        return words;
    }

    /** As one space-separated list. */
    public static String text(Collection<String> scopes) {
        return String.join(" ", scopes);
    }
}
