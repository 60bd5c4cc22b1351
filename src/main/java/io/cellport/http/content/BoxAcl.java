package io.cellport.http.content;

import io.cellport.auth.access.AccessEntry;
import io.cellport.auth.access.CellRights;
import io.cellport.auth.access.CellRights.Own;
import io.cellport.cell.content.ContentNode;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.http.ContentResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The access control lists of resources in a box as clients see them: the entries of the resource, then those of each
 * collection above it, the nearest first. The list of the cell does not belong to it. Blocks; immutable.
 */
final class BoxAcl {

    private static final String OTHER_BOX = "../";

    private final CellRights rights;

    private final String cellId;

    private final CellGeneration content;

    private final ContentResource asked;

    private final String realm;

    /**
     * @param asked what was asked for: it, or a member of it, is described
     * @param realm URL of the cell
     */
    BoxAcl(CellRights rights, String cellId, CellGeneration content, ContentResource asked, String realm) {
        this.rights = rights;
        this.cellId = cellId;
        this.content = content;
        this.asked = asked;
        this.realm = realm;
    }

    /** Adds the list of a resource to its description. */
    void describe(ContentNode node, Parts parts) {
        Own own = own(node);
        List<String> above = above(node.path());
        boolean isEmpty = own.entries().isEmpty()
                && above.stream().allMatch(other -> list(other).entries().isEmpty());
        String base = realm + "__role/" + asked.box().name() + "/";
        parts.add(xml -> xml.beginAcl(base, own.schemaLevel(), isEmpty));
        if (isEmpty) {
            return;
        }
        add(own, Optional.empty(), parts);
        for (String other : above) {
            add(list(other), Optional.of(asked.hrefOf(other, realm)), parts);
        }
        parts.add(xml -> xml.endAcl());
    }

    /** Those of members are not remembered: there may be very many, and each is shown once. */
    private Own own(ContentNode node) {
        if (!node.properties().hasAccessList()) {
            return Own.NOTHING;
        }
        return node.path().equals(asked.path()) ? list(node.path()) : rights.ownOfMember(cellId, content, node.path());
    }

    private Own list(String path) {
        return rights.own(cellId, content, path);
    }

    /** The paths of the collections above one, up to the box. */
    private List<String> above(String path) {
        List<String> above = new ArrayList<>();
        for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
            above.add(path.substring(0, end));
        }
        return above;
    }

    private void add(Own list, Optional<String> inheritedFrom, Parts parts) {
        for (AccessEntry entry : list.entries()) {
            parts.add(xml -> xml.entry(relative(entry), inheritedFrom));
        }
    }

    /** The entry with its role relative to this box; it is stored relative to the main box. */
    private AccessEntry relative(AccessEntry entry) {
        return new AccessEntry(entry.role().map(this::relative), entry.privileges());
    }

    private String relative(String role) {
        if (asked.box().isMain()) {
            return role;
        }
        String ownBox = OTHER_BOX + asked.box().name() + "/";
        if (role.startsWith(ownBox)) {
            return role.substring(ownBox.length());
        }
        return role.startsWith(OTHER_BOX) ? role : "../__/" + role;
    }
}
