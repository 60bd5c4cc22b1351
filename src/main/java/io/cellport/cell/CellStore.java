package io.cellport.cell;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.GenerationDamage;
import io.cellport.cell.generation.GenerationId;
import io.cellport.cell.generation.GenerationWriter;
import io.cellport.storage.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The cells of the unit and their generations. All methods block: call them on a worker pool, never on an event loop.
 * Safe for use by several threads. Storage failures are {@link StoreException}s.
 */
public interface CellStore extends AutoCloseable {

    /**
     * Creates an empty cell.
     *
     * @throws io.cellport.error.ApiException {@code PR409-OD-0003} if the name is taken
     */
    Cell create(String name);

    /** The cell of that exact name. */
    Optional<Cell> find(String name);

    /** All cells by name. */
    List<Cell> list();

    /**
     * Deletes a cell that holds nothing but records of runs; false if there is none of that id.
     *
     * @throws io.cellport.error.ApiException {@code PR409-OD-0001} if it has snapshots, or content that an import
     *     brought; {@code PR409-CM-0002} while an import is active
     */
    boolean deleteEmpty(String cellId);

    /**
     * Deletes a cell with its generations, journal entries and snapshots; false if there is none of that id.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} while an import is active
     */
    boolean delete(String cellId);

    /**
     * Opens generation {@code number} of a cell for building: new, or where a crash left it, at its last checkpoint.
     */
    GenerationWriter build(String cellId, long number);

    /** The number of the cell's current content, if an import ever succeeded; cheap enough to be asked on every request. */
    OptionalLong currentNumber(String cellId);

    /**
     * The cell's current content, if an import ever succeeded. Close it: it keeps an old generation alive.
     *
     * @throws io.cellport.error.ApiException {@code PR500-MC-0003} if it is lost or damaged
     */
    Optional<CellGeneration> current(String cellId);

    /** The numbers of all generations of a cell that take space, finished or not, in no order. */
    List<Long> numbers(String cellId);

    /**
     * Looks at the current content of every cell: whether it is there, with the length and the head that it was sealed
     * with. Takes the same time however large it is.
     */
    Map<GenerationId, GenerationDamage> damaged();

    /** Has a listener told, on the thread that notices it, when a cell's current content turns out to be damaged. */
    void onDamage(Consumer<GenerationId> listener);

    /**
     * Deletes one generation, as soon as nobody reads it, unless it is the current one. Its run must have ended, or not
     * have begun: then it is current now or never, whatever happens to the cell meanwhile.
     */
    void discard(String cellId, long number);

    /** Deletes the generations with numbers below that of one which has become the current one: none of them ever will. */
    void discardOlder(String cellId, long number);

    /** Deletes what an interrupted deletion has left of cells that are on record as deleted. */
    void sweepDeletedCells();

    /** Bytes that can still be stored. */
    long usableBytes();

    @Override
    void close();
}
