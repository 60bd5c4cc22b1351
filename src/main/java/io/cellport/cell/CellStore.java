package io.cellport.cell;

import io.cellport.cell.construction.GenerationWriter;
import io.cellport.cell.construction.Helpers;
import io.cellport.cell.generation.AccessContent;
import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.storage.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The cells of the unit and their generations. Storage failures are {@link StoreException}s. Blocks; safe for several
 * threads.
 */
public interface CellStore extends AutoCloseable {

    /**
     * Creates an empty cell.
     *
     * @throws io.cellport.error.ApiException {@code PR409-OD-0003} if the name is taken
     */
    Cell create(String name);

    /** Finds a cell by its exact name. */
    Optional<Cell> find(String name);

    /** All cells by name. */
    default List<Cell> list() {
        return list(0, Integer.MAX_VALUE);
    }

    /** So many cells at most, by name, without the first ones. */
    List<Cell> list(int skip, int most);

    /**
     * Deletes a cell that contains nothing except records of runs; false if there is none of this id.
     *
     * @throws io.cellport.error.ApiException {@code PR409-OD-0001} if it has snapshots or imported content;
     *     {@code PR409-CM-0002} while an import is active
     */
    boolean deleteEmpty(String cellId);

    /**
     * Deletes a cell with its generations, journal entries and snapshots; false if there is none of this id.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} while an import is active
     */
    boolean delete(String cellId);

    /**
     * Opens a generation of a cell for building: a new one, or one that a crash interrupted, at its last checkpoint.
     *
     * @param heartbeat called again and again on this thread, while it reads what there is; what it throws is passed on
     */
    GenerationWriter build(String cellId, long number, Helpers helpers, Runnable heartbeat);

    /** The same on one thread and without a heartbeat, where there is little to read. */
    default GenerationWriter build(String cellId, long number) {
        return build(cellId, number, Helpers.NONE, () -> {});
    }

    /**
     * The last checkpoint of a generation, however large it is, in no time. {@link #build} may find that the disk has
     * lost some of what is before it, and begin anew.
     */
    Checkpoint checkpoint(String cellId, long number);

    /** The number of the cell's current generation, if an import ever succeeded. Cheap enough for every request. */
    OptionalLong currentNumber(String cellId);

    /**
     * Begins to bring the cell's current content to this node's disk, unless it is there. Does not wait for that.
     *
     * @return completes when {@link #current} has no need to wait for it; fails if it cannot be brought now
     */
    CompletableFuture<?> bring(String cellId);

    /**
     * The cell's current content, if an import ever succeeded. Close it, because an open generation is not deleted.
     *
     * @throws io.cellport.error.ApiException {@code PR500-MC-0003} if it is lost or damaged
     */
    Optional<CellGeneration> current(String cellId);

    /**
     * The content that a cell had when it was found, if it is open already and needs no look at the disk before its
     * first read: damage is found then. Close it. Does not block.
     */
    default Optional<CellGeneration> openAgain(Cell cell) {
        return Optional.empty();
    }

    /**
     * Compares all bytes of a content with what was sealed, if that is not done when the content comes to this node.
     * SQLite notices damage only by chance.
     *
     * @param heartbeat called again and again on this thread; what it throws is passed on
     * @throws io.cellport.error.ApiException {@code PR500-MC-0003} if they differ
     */
    default void requireWhole(GenerationId id, Runnable heartbeat) {}

    /**
     * What the cell's current content says of accounts and access, if an import ever succeeded. It belongs to
     * {@link #current} or to a content that was current when this was called. Close it.
     *
     * @throws io.cellport.error.ApiException {@code PR500-MC-0003} if it is lost or damaged
     */
    Optional<AccessContent> access(String cellId);

    /**
     * The numbers of all generations of a cell whose files are on this node's disk, sealed or not, in no particular
     * order. Copies of what others have built do not count.
     */
    List<Long> numbers(String cellId);

    /**
     * Checks the current content of every cell: whether the file exists, with the length and the header that it was
     * sealed with. The time does not depend on the size of the content.
     */
    Map<GenerationId, GenerationDamage> damaged();

    /** The listener is called when a reader finds a cell's current content damaged, on the thread of that reader. */
    void onDamage(Consumer<GenerationId> listener);

    /**
     * Deletes one generation, unless it is the current one; if it is being read, then as soon as it is closed. Its run
     * must have ended or not begun, so that the generation cannot become the current one meanwhile.
     */
    void discard(String cellId, long number);

    /**
     * Deletes the generations with lower numbers than one that has been activated: they can never become current. Of
     * the activated one only what is not needed to read it may go.
     */
    void discardOlder(String cellId, long number);

    /** Deletes the leftovers of interrupted deletions of cells. */
    void sweepDeletedCells();

    /** Bytes on the disk that a generation can have: those that are free, and those that {@link #makeRoom} can free. */
    long usableBytes();

    /** Deletes what can be fetched again and nobody reads, until so many bytes are free or nothing more can go. */
    default void makeRoom(long bytes) {}

    /**
     * Lets go of what searches have attached to a content, as soon as nobody uses it.
     *
     * @param content the file of a generation; nothing happens if it is not open
     */
    void letGo(Path content);

    @Override
    void close();
}
