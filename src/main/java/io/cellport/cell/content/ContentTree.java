package io.cellport.cell.content;

import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The boxes of one generation as a tree of resources. Names are compared exactly, as they were stored: with case, and
 * without Unicode normalisation. Blocks; safe for several threads.
 */
public final class ContentTree {

    private static final String CELL_PROPERTIES = ".pmeta";

    private static final String PROPERTIES = '/' + CELL_PROPERTIES;

    private static final String CONTENT = "/content";

    private final Optional<CellGeneration> content;

    /** @param content without one, if nothing was ever imported, there is the main box and nothing in it */
    public ContentTree(Optional<CellGeneration> content) {
        this.content = content;
    }

    /** The box of that name; the main box is always there. */
    public Optional<StoredBox> box(String name) {
        return name.equals(StoredBox.MAIN)
                ? Optional.of(StoredBox.MAIN_BOX)
                : content.flatMap(in -> in.entity("Box", name, AccessContent.MOST_BYTES))
                        .map(StoredBox::of);
    }

    /**
     * What a path leads to.
     *
     * @param below decoded segments behind the name of the box; none for the box itself. A slash in one separates
     *     names too, as in Personium, but not below a collection of entities, where it belongs to a key
     */
    public Place find(StoredBox box, List<String> below) {
        Deque<String> rest = new ArrayDeque<>(below);
        ContentNode node = node(box.directory())
                .orElseGet(
                        () -> new ContentNode(box.directory(), ContentProperties.ofBox(box.created(), box.updated())));
        while (!rest.isEmpty()) {
            ContentKind kind = node.properties().kind();
            if (kind == ContentKind.FILE) {
                return new Place.BelowFile();
            }
            if (kind == ContentKind.ODATA) {
                return new Place.InEntities(node, List.copyOf(rest));
            }
            String name = takeName(rest);
            if (kind == ContentKind.SERVICE && !name.equals(ContentNode.SOURCE)) {
                rest.addFirst(name);
                return new Place.InService(node, List.copyOf(rest));
            }
            String path = node.path() + '/' + name;
            Optional<ContentNode> member = node(path);
            if (member.isEmpty()) {
                return new Place.Nowhere(rest.isEmpty() ? path : path + '/' + String.join("/", rest));
            }
            node = member.get();
        }
        return new Place.Here(node);
    }

    /** Takes the first name off, and leaves what is behind a slash in the same segment. */
    private static String takeName(Deque<String> rest) {
        String segment = rest.removeFirst();
        int slash = segment.indexOf('/');
        if (slash < 0) {
            return segment;
        }
        if (slash + 1 < segment.length()) {
            rest.addFirst(segment.substring(slash + 1));
        }
        return segment.substring(0, slash);
    }

    /** The properties of the cell itself, if its content has any. */
    public Optional<ContentProperties> ofCell() {
        return pmeta(CELL_PROPERTIES, ContentProperties::read);
    }

    /** The content of a file; empty if it is none. */
    public Optional<FileContent> file(ContentNode node) {
        return content.flatMap(in -> in.content(node.path() + CONTENT));
    }

    /**
     * The next members of a collection in the order of their names' bytes.
     *
     * @param after the name behind which to begin; empty for the first one
     * @return names; at least one, unless there are no more. One may be that of no {@link #node}
     */
    public List<String> members(ContentNode collection, String after) {
        return content.map(in -> new Members(in, collection.path()).after(after))
                .orElse(List.of());
    }

    /** The resource at a path, see {@link ContentNode#path}. */
    public Optional<ContentNode> node(String path) {
        return pmeta(path + PROPERTIES, ContentProperties::read).map(found -> new ContentNode(path, found));
    }

    /**
     * The properties of a resource that clients have set: each an XML element, as it was stored and unchecked.
     *
     * @param mostCharacters longer ones are left out
     */
    public List<String> deadProperties(ContentNode node, int mostCharacters) {
        return pmeta(node.path() + PROPERTIES, in -> DeadProperties.read(in, mostCharacters))
                .orElse(List.of());
    }

    private interface Reading<T> {
        T read(InputStream pmeta) throws IOException;
    }

    private <T> Optional<T> pmeta(String file, Reading<T> reading) {
        Optional<InputStream> pmeta = content.flatMap(in -> in.file(file));
        if (pmeta.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = pmeta.get()) {
            return Optional.of(reading.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
