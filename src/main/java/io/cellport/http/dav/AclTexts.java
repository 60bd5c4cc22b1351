package io.cellport.http.dav;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cellport.auth.access.CellRights;
import io.cellport.cell.generation.CellGeneration;
import java.util.Optional;

/** The access control lists of cells as XML, made once a generation. Blocks; safe for several threads. */
public final class AclTexts {

    /** The length of a list is bounded, so at least one fits. */
    private static final long REMEMBERED_CHARACTERS = 4 << 20;

    private final CellRights rights;

    private final Cache<Key, AclText> texts = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARACTERS)
            .weigher((Key key, AclText text) ->
                    text.own().length() + text.inherited().length() + 256)
            .build();

    public AclTexts(CellRights rights) {
        this.rights = rights;
    }

    /**
     * Both forms of a list.
     *
     * @param own for the cell's collection
     * @param inherited for what is in it
     */
    public record AclText(String own, String inherited) {

        /** For a caller who may not see the list. */
        public static final AclText HIDDEN = new AclText("", "");
    }

    /** The list of a cell that is asked for at that URL. */
    public AclText of(String cellId, String cellUrl) {
        return text(cellId, cellUrl, rights.shown(cellId));
    }

    /** The same as it stands in a content; without one there is no entry. */
    public AclText of(String cellId, String cellUrl, Optional<CellGeneration> content) {
        return text(cellId, cellUrl, content.map(in -> rights.shown(cellId, in)).orElse(CellRights.NOTHING_SHOWN));
    }

    private AclText text(String cellId, String cellUrl, CellRights.Shown shown) {
        return texts.get(
                new Key(cellId, shown.generation(), cellUrl),
                asked -> new AclText(AclXml.own(cellUrl, shown.entries()), AclXml.inherited(cellUrl, shown.entries())));
    }

    private record Key(String cellId, long generation, String cellUrl) {}
}
