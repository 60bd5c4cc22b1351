package io.cellport.http.content;

import io.cellport.cell.content.ContentKind;
import io.cellport.cell.content.ContentNode;
import io.cellport.cell.content.ContentProperties;
import io.cellport.cell.content.ContentTree;
import io.cellport.cell.generation.FileContent;
import io.cellport.http.ContentResource;
import io.cellport.http.dav.PropertyXml;
import io.cellport.http.message.EntityTag;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code PROPFIND} in a box answers, in pieces: the resource, then its members in the order of their names, each
 * with all its properties. Between two pieces it holds a few hundred names. Used once. Blocks; for one thread.
 */
final class Listing {

    /** More than that of a property that a client has set is not shown. */
    static final int MOST_CHARACTERS = 128 << 10;

    private final ContentTree tree;

    private final ContentResource.Stored asked;

    private final String realm;

    private final boolean withMembers;

    private final Optional<BoxAcl> acl;

    private final PropertyXml xml = new PropertyXml();

    private final Parts parts = new Parts(xml);

    private final Deque<String> names = new ArrayDeque<>();

    private String lastName = "";

    private Optional<ContentNode> next;

    /**
     * @param realm URL of the cell
     * @param acl the access control lists, if the client may see them
     */
    Listing(ContentTree tree, ContentResource.Stored asked, String realm, boolean withMembers, Optional<BoxAcl> acl) {
        this.tree = tree;
        this.asked = asked;
        this.realm = realm;
        this.withMembers = withMembers;
        this.acl = acl;
        this.next = Optional.of(asked.node());
    }

    /** The next piece; not to be called any more if it {@link #isComplete}. */
    Buffer piece() {
        while (next.isPresent() && !parts.isFull()) {
            describe(next.get());
            if (parts.finish()) {
                next = member();
            }
        }
        return isComplete() ? xml.lastPiece() : xml.piece();
    }

    /** Whether the last piece was the last one. */
    boolean isComplete() {
        return next.isEmpty();
    }

    /** The next member that is there. */
    private Optional<ContentNode> member() {
        if (!withMembers || asked.node().properties().kind() == ContentKind.FILE) {
            return Optional.empty();
        }
        Optional<ContentNode> member = Optional.empty();
        while (member.isEmpty()) {
            if (names.isEmpty()) {
                names.addAll(tree.members(asked.node(), lastName));
            }
            if (names.isEmpty()) {
                return Optional.empty();
            }
            lastName = names.removeFirst();
            member = tree.node(asked.path() + '/' + lastName);
        }
        return member;
    }

    private void describe(ContentNode node) {
        parts.add(any -> describeLive(node));
        acl.ifPresent(lists -> lists.describe(node, parts));
        if (node.properties().hasDeadProperties()) {
            tree.deadProperties(node, MOST_CHARACTERS).forEach(element -> parts.add(any -> any.dead(element)));
        }
        parts.add(PropertyXml::end);
    }

    private void describeLive(ContentNode node) {
        ContentProperties properties = node.properties();
        xml.begin(asked.hrefOf(node.path(), realm), properties.created());
        if (properties.kind() == ContentKind.FILE) {
            long size = tree.file(node).map(FileContent::size).orElse(0L);
            xml.file(size, properties.contentType(), EntityTag.of(properties).toString());
        }
        xml.modified(properties.updated(), types(properties.kind()));
    }

    private static List<String> types(ContentKind kind) {
        return switch (kind) {
            case FILE -> List.of();
            case ODATA -> List.of("collection", "p:odata");
            case SERVICE -> List.of("collection", "p:service");
            case BOX, COLLECTION -> List.of("collection");
        };
    }
}
