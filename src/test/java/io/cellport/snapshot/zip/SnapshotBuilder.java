package io.cellport.snapshot.zip;

import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * Makes snapshots of any size and with any flaw, laid out as the reference server exports them, streamed to a file.
 * What it makes follows from its calls and the seed only; writing it again gives the same bytes.
 */
public final class SnapshotBuilder {

    private static final int FILES_PER_DIRECTORY = 1_000;

    private final Map<String, Content> replaced = new LinkedHashMap<>();
    private final Set<String> omitted = new HashSet<>();
    private final Map<String, UnaryOperator<RawEntry>> lies = new HashMap<>();
    private final List<RawEntry> extras = new ArrayList<>();
    private final List<String> boxes = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private final List<BigFile> bigFiles = new ArrayList<>();
    private Consumer<RawEnd> endLie = end -> {};
    private SnapshotDocuments documents = new SnapshotDocuments(1);
    private String cell = "generated";
    private long seed = 1;
    private long userData;
    private int entityBytes;
    private long links;
    private long files;
    private long fileBytes;

    private SnapshotBuilder() {}

    /** A cell with nothing in it but one box, {@code box1}. */
    public static SnapshotBuilder snapshot() {
        return new SnapshotBuilder();
    }

    /** What all ids and random contents follow from. */
    public SnapshotBuilder seed(long value) {
        seed = value;
        documents = new SnapshotDocuments(value);
        return this;
    }

    public SnapshotBuilder cell(String name) {
        cell = name;
        return this;
    }

    /** A box instead of {@code box1}; the first one holds all user data and files. */
    public SnapshotBuilder box(String name) {
        boxes.add(name);
        return this;
    }

    /** An account with the password {@code alicepass}. */
    public SnapshotBuilder account(String name) {
        accounts.add(name);
        return this;
    }

    /** Entities of the type {@code Item} with keys {@code e000000000000} and so on, about that many bytes a line. */
    public SnapshotBuilder userData(long count, int bytesPerEntity) {
        userData = count;
        entityBytes = bytesPerEntity;
        return this;
    }

    /** Links between different entities of the user data, of which there must be at least three. */
    public SnapshotBuilder links(long count) {
        links = count;
        return this;
    }

    /** Files {@code dir000/file000000.bin} and so on in the first box, of bytes that hardly compress. */
    public SnapshotBuilder files(long count, long bytesPerFile) {
        files = count;
        fileBytes = bytesPerFile;
        return this;
    }

    /** A file at the top of the first box, of any size. */
    public SnapshotBuilder bigFile(String name, long bytes, Content content) {
        bigFiles.add(new BigFile(name, bytes, content));
        return this;
    }

    /** Leaves an entry out. */
    public SnapshotBuilder without(String path) {
        omitted.add(path);
        return this;
    }

    /** Replaces an entry's content; an entry that would not be there comes last. */
    public SnapshotBuilder with(String path, Content content) {
        replaced.put(path, content);
        return this;
    }

    /** As {@link #with(String, Content)}, in UTF-8. */
    public SnapshotBuilder with(String path, String text) {
        return with(path, Content.of(text));
    }

    /** Adds an entry as it is, behind all others. */
    SnapshotBuilder extra(RawEntry entry) {
        extras.add(entry);
        return this;
    }

    /** Changes how an entry is written. */
    SnapshotBuilder lie(String path, UnaryOperator<RawEntry> lie) {
        lies.put(path, lie);
        return this;
    }

    /** Changes the records at the end. */
    SnapshotBuilder end(Consumer<RawEnd> lie) {
        endLie = endLie.andThen(lie);
        return this;
    }

    /** The {@code _id} of the cell. */
    public String cellId() {
        return documents.id("cell", 0);
    }

    /** The {@code _id} of a box, counted from 0; its directory below {@code 20_webdav/} has the same name. */
    public String boxId(int index) {
        return documents.id("box", index);
    }

    /** The {@code _id} of the entity type {@code Item}. */
    public String entityTypeId() {
        return documents.id("type", 0);
    }

    /** The {@code _id} of an entity of the user data, counted from 0. */
    public String userDataId(long index) {
        return documents.id("userdata", index);
    }

    /** Writes the snapshot to a file, which is overwritten. */
    public Path writeTo(Path target) throws IOException {
        try (RawZip zip = new RawZip(target)) {
            writeTo(zip);
        }
        return target;
    }

    void writeTo(RawZip zip) throws IOException {
        Map<String, Content> rest = new LinkedHashMap<>(replaced);
        Sink sink = (path, content) -> {
            Content replacement = rest.remove(path);
            if (!omitted.contains(path)) {
                RawEntry entry = RawEntry.of(path, replacement == null ? content : replacement);
                zip.add(lies.getOrDefault(path, UnaryOperator.identity()).apply(entry));
            }
        };
        sink.put("10_odata/", Content.EMPTY);
        sink.put("20_webdav/", Content.EMPTY);
        sink.put(SnapshotLayout.MANIFEST, Content.of(documents.manifest()));
        sink.put(SnapshotLayout.CELL, Content.of(documents.cell(cell)));
        for (PjsonFile file : PjsonFile.values()) {
            sink.put(file.path(), entities(file));
        }
        putWebdav(sink);
        for (Map.Entry<String, Content> added : List.copyOf(rest.entrySet())) {
            sink.put(added.getKey(), added.getValue());
        }
        for (RawEntry extra : extras) {
            zip.add(extra);
        }
        zip.finish(endLie);
    }

    private Content entities(PjsonFile file) {
        return switch (file) {
            case BOX -> lines(boxes().size(), i -> documents.named("Box", "box", i, boxes().get((int) i)));
            case ACCOUNT -> lines(accounts.size(), i -> documents.account(i, accounts.get((int) i)));
            case ENTITY_TYPE -> lines(Math.min(1, userData), i -> documents.entityType());
            case PROPERTY -> lines(Math.min(1, userData), i -> documents.property());
            case USER_DATA -> lines(userData, i -> documents.userData(i, entityBytes));
            case LINK -> lines(links, i -> documents.link(i, userData));
            default -> Content.EMPTY;
        };
    }

    private void putWebdav(Sink sink) throws IOException {
        sink.put("20_webdav/.pmeta", Content.of(documents.meta("Cell", "cellmeta", 0, ",\"cs\":\"normal\"")));
        for (int i = 0; i < boxes().size(); i++) {
            putCollection(sink, "20_webdav/" + boxId(i) + '/', "col.box", "boxmeta", i);
        }
        String box = "20_webdav/" + boxId(0) + '/';
        if (userData > 0) {
            putCollection(sink, box + "odata/", "col.odata", "node", 0);
        }
        for (long i = 0; i < files; i++) {
            long number = i / FILES_PER_DIRECTORY;
            String directory = box + "dir%03d/".formatted(number);
            if (i % FILES_PER_DIRECTORY == 0) {
                putCollection(sink, directory, "col.webdav", "directory", number);
            }
            putFile(sink, directory + "file%06d.bin/".formatted(i), i, fileBytes, Content.random(seed + i, fileBytes));
        }
        for (int i = 0; i < bigFiles.size(); i++) {
            BigFile file = bigFiles.get(i);
            putFile(sink, box + file.name + '/', files + i, file.bytes, file.content);
        }
    }

    private void putCollection(Sink sink, String path, String type, String kind, long index) throws IOException {
        sink.put(path, Content.EMPTY);
        sink.put(path + ".pmeta", Content.of(documents.meta(type, kind, index, "")));
    }

    private void putFile(Sink sink, String path, long index, long bytes, Content content) throws IOException {
        sink.put(path, Content.EMPTY);
        sink.put(path + "content", content);
        sink.put(path + ".pmeta", Content.of(documents.fileMeta(index, bytes)));
    }

    private List<String> boxes() {
        return boxes.isEmpty() ? List.of("box1") : boxes;
    }

    private static Content lines(long count, LongFunction<String> line) {
        return out -> {
            for (long i = 0; i < count; i++) {
                out.write(line.apply(i).getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private record BigFile(String name, long bytes, Content content) {}

    @FunctionalInterface
    private interface Sink {
        void put(String path, Content content) throws IOException;
    }
}
