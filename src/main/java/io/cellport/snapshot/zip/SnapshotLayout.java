package io.cellport.snapshot.zip;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths in a snapshot of Personium's format version 2 and the order of their import: the cell-level files, then
 * everything below {@link #WEBDAV}, then the box-level files. Stateless.
 */
public final class SnapshotLayout {

    /** Describes the snapshot itself. */
    public static final String MANIFEST = "00_manifest.json";

    /** The cell's own document. */
    public static final String CELL = "10_odata/00_cell.json";

    /** The directory of the cell's files; box directories are named by box ids, the main box is {@code __}. */
    public static final String WEBDAV = "20_webdav/";

    /** The properties of a directory below {@link #WEBDAV}, which represents a cell, box, collection or file. */
    public static final String PROPERTIES = ".pmeta";

    /** The content of a directory below {@link #WEBDAV} that represents a file. */
    public static final String CONTENT = "content";

    /** The properties of the cell itself, with its access control list. */
    public static final String CELL_PROPERTIES = WEBDAV + PROPERTIES;

    private static final Map<String, PjsonFile> PJSON_FILES = Arrays.stream(PjsonFile.values())
            .collect(Collectors.toUnmodifiableMap(PjsonFile::path, Function.identity()));

    /** Every path that a snapshot must have, in documented order. */
    static final List<String> REQUIRED = Stream.of(
                    Stream.of(MANIFEST, CELL),
                    Arrays.stream(PjsonFile.values()).map(PjsonFile::path),
                    Stream.of(CELL_PROPERTIES))
            .flatMap(paths -> paths)
            .toList();

    private SnapshotLayout() {}

    /**
     * Whether a file becomes part of the cell: a pjson file, or properties or content below {@link #WEBDAV}. A user's
     * file is a directory there, even one called {@code .DS_Store}. So any other file there was left by an operating
     * system, an editor or the exporting server, and belongs to no cell.
     */
    static boolean isImported(EntryName name) {
        return !name.directory() && (PJSON_FILES.containsKey(name.text()) || isPartOfWebdav(name));
    }

    /** Whether the name is that of properties or content below {@link #WEBDAV}. */
    static boolean isPartOfWebdav(EntryName name) {
        return !name.directory() && name.isBelow(WEBDAV) && (isProperties(name) || isContent(name));
    }

    /** Whether a name below {@link #WEBDAV} is that of properties. */
    static boolean isProperties(EntryName name) {
        return name.lastSegment().equals(PROPERTIES);
    }

    private static boolean isContent(EntryName name) {
        return name.lastSegment().equals(CONTENT);
    }

    /** The file that holds the entities of a type. */
    public static String fileOf(String type) {
        return Arrays.stream(PjsonFile.values())
                .filter(file -> file.type.equals(type))
                .map(PjsonFile::path)
                .findFirst()
                .orElse(CELL);
    }

    /** The files that hold one entity a line, in the order of import. */
    public enum PjsonFile {
        BOX("10_box", "Box"),
        ACCOUNT("11_account", "Account"),
        EXT_CELL("12_extcell", "ExtCell"),
        ROLE("20_role", "Role"),
        RULE("21_rule", "Rule"),
        RELATION("22_relation", "Relation"),
        SENT_MESSAGE("23_sentmessage", "SentMessage"),
        RECEIVED_MESSAGE("24_receivedmessage", "ReceivedMessage"),
        EXT_ROLE("30_extrole", "ExtRole"),
        ENTITY_TYPE("40_entitytype", "EntityType"),
        COMPLEX_TYPE("41_complextype", "ComplexType"),
        PROPERTY("50_property", "Property"),
        COMPLEX_TYPE_PROPERTY("51_complextypeproperty", "ComplexTypeProperty"),
        ASSOCIATION_END("60_associationend", "AssociationEnd"),
        USER_DATA("70_userdata", "UserData"),
        LINK("80_link", "link");

        private final String path;
        private final String type;

        PjsonFile(String name, String type) {
            this.path = "10_odata/" + name + ".pjson";
            this.type = type;
        }

        /** Its path in the snapshot. */
        public String path() {
            return path;
        }

        /** The {@code _type} of every line in it. */
        public String type() {
            return type;
        }

        /** Whether it is imported after the files below {@link #WEBDAV}, because its entities are inside boxes. */
        public boolean isBoxLevel() {
            return compareTo(ENTITY_TYPE) >= 0;
        }
    }
}
