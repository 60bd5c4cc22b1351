package io.cellport.auth.access;

import java.util.List;
import java.util.Optional;

/**
 * One entry of a cell's access control list, as clients see it.
 *
 * @param role the role whose holders are meant, as a path relative to {@code {cell}__role/__/}; empty if everybody is
 * @param privileges what they are granted: names behind {@code D.} (WebDAV) or {@code p.} (Personium), in letters and
 *     hyphens
 */
public record AccessEntry(Optional<String> role, List<String> privileges) {

    public AccessEntry {
        privileges = List.copyOf(privileges);
    }
}
