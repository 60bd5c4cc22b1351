package io.cellport.cell.generation;

import io.cellport.storage.SqlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The complete content of a cell at one time, read-only. Blocks; safe for several threads. */
public interface CellGeneration extends AccessContent {

    /** Closes it, if that can be done without blocking; otherwise {@link #close} has to be called. Does not block. */
    boolean closeAtOnce();

    GenerationSummary summary();

    /** The same content for one request, whose long rows are read with memory of that lender; not to be closed. */
    CellGeneration lending(RowMemory lender);

    /** Who lends memory for long values. */
    RowMemory memory();

    /** Finds an entity by its id. */
    Optional<StoredEntity> entity(String id);

    /** Finds an entity by its type and key; the key of most types is the name (see {@code EntityKey}). */
    Optional<StoredEntity> entity(String type, String key);

    /** The same; empty also if its source is longer than {@code mostBytes}. */
    Optional<StoredEntity> entity(String type, String key, int mostBytes);

    /** Calls the consumer with every entity of a type, in the order of import. */
    void entities(String type, Consumer<StoredEntity> consumer);

    /** The same without entities whose source is longer than {@code mostBytes}. */
    void entities(String type, int mostBytes, Consumer<StoredEntity> consumer);

    /** The same for entities that also have one of the ids; in no particular order. */
    void entities(String type, Collection<String> ids, int mostBytes, Consumer<StoredEntity> consumer);

    /** Whether an entity of the type has one of the keys. */
    boolean hasAny(String type, Collection<String> keys);

    /** Whether a link joins the entity to one of the others; links may be stored from either end. */
    default boolean isLinkedToAny(String type1, String id1, String type2, Collection<String> ids2) {
        return hasAny("link", LinkKeys.between(type1, id1, type2, ids2));
    }

    /**
     * Calls the consumer with the key of every link that is stored from an entity of the type, in the order of keys.
     */
    void linkKeys(String type, Consumer<String> consumer);

    /**
     * Reads rows of {@code entity} with SQL of the caller, which may take long. Some connections are kept free of such
     * searches, so that access control can always read.
     *
     * @param heartbeat called again and again on this thread while SQLite works; what it throws ends the search and is
     *     passed on
     * @param search only reads; bind all values
     * @throws io.cellport.error.ApiException {@code PR503-SV-0001} if other searches keep it waiting too long
     */
    <T> T search(Runnable heartbeat, SqlReader.Work<T> search);

    /**
     * Reads rows by their numbers ({@code rowid}), in the order of the list. Stops before a row that would make them
     * longer than {@code mostBytes} together, but reads at least one; a row that does not exist is left out.
     */
    List<StoredEntity> rows(List<Long> numbers, long mostBytes);

    /** Calls the consumer with the path of every file, in the order of import. */
    void paths(Consumer<String> consumer);

    /** Bytes of all sources of entities and of all files. */
    long contentBytes();

    /**
     * Calls the consumer with every entity of these types: one type after the other, and of each those in the order of
     * the bytes of ids.
     *
     * @param temporaries a directory for what is sorted; failures there are {@link java.io.UncheckedIOException}s
     * @param heartbeat called again and again on this thread until the first entity comes; what it throws is passed on
     */
    void entitiesById(List<String> types, Path temporaries, Runnable heartbeat, Consumer<SortedEntity> consumer);

    /** Calls the consumer with every file, in the order of the bytes of paths; it may read the file meanwhile. */
    void files(Consumer<StoredFile> consumer);

    /** The first paths of files between two texts, both excluded, in the order of their bytes; at most that many. */
    List<String> paths(String after, String before, int most);

    /** The bytes of a file, for reading from anywhere. */
    Optional<FileContent> content(String path);

    /** The bytes of a file as a stream for one thread, which the caller closes. */
    Optional<InputStream> file(String path);

    /**
     * The access control list of what is at a path; empty if nothing is there.
     *
     * @param path where the resource is below {@code 20_webdav/}; empty for the cell
     * @throws AccessRules.TooLongException if the list was stored before such lists were refused
     */
    default Optional<AccessRules> rules(String path) throws AccessRules.TooLongException {
        Optional<InputStream> properties = file(path.isEmpty() ? ".pmeta" : path + "/.pmeta");
        if (properties.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = properties.get()) {
            return Optional.of(AccessRules.of(in));
        } catch (AccessRules.TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    default Optional<AccessRules> rules() throws AccessRules.TooLongException {
        return rules("");
    }

    @Override
    default Optional<StoredEntity> account(String name) {
        return entity("Account", name, MOST_BYTES);
    }

    @Override
    default void accounts(Consumer<StoredEntity> consumer) {
        entities("Account", MOST_BYTES, consumer);
    }

    @Override
    default void roles(Collection<String> ids, Consumer<StoredEntity> consumer) {
        entities("Role", ids, MOST_BYTES, consumer);
    }

    @Override
    default void boxes(Collection<String> ids, Consumer<StoredEntity> consumer) {
        entities("Box", ids, MOST_BYTES, consumer);
    }

    @Override
    default boolean holdsAny(String accountId, Collection<String> roleIds) {
        return isLinkedToAny("Account", accountId, "Role", roleIds);
    }
}
