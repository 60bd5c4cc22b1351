package io.cellport.exports.journal;

import io.cellport.exports.journal.ExportState.Accepted;
import io.cellport.exports.journal.ExportState.Active;
import io.cellport.exports.journal.ExportState.Ended;
import io.cellport.exports.journal.ExportState.Exporting;
import io.cellport.exports.journal.ExportState.OnRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The durable record of exports, which decides how they stand. Every change is on the disk before its method returns.
 * Storage failures are {@link io.cellport.storage.StoreException}s. Blocks; safe for several threads.
 */
public interface ExportJournal {

    /**
     * Accepts an export, which this process executes.
     *
     * @throws io.cellport.error.ApiException {@code PR409-CM-0002} if an import or export has the cell's lock; of
     *     simultaneous calls exactly one succeeds; {@code PR409-DV-0002} if there is a snapshot of the name,
     *     {@code PR400-DV-0007} if there are too many, {@code PR404-DV-0003} if the cell is gone
     */
    Accepted accept(NewExport request);

    /** The number of the generation that is a cell's content now; as long as an export holds the cell, it stays so. */
    OptionalLong generation(String cellId);

    /**
     * Records that an attempt begins.
     *
     * @throws LostExportException if the export has ended or is another process's
     */
    void begin(Exporting attempt);

    /**
     * Gives back an export that this process cannot end: it waits to be taken over, and its attempt does not count.
     *
     * @throws LostExportException if the export has ended or is another process's
     */
    void giveBack(Active stopped);

    /**
     * Records an end. The file becomes part of the cell's snapshot area in the same transaction, and the cell's lock is
     * released.
     *
     * @param file the snapshot of a completed export; the {@code .error} file of a failed one, if there is one
     * @throws LostExportException if the export has ended otherwise, or is another process's; then nothing is changed.
     *     A cancellation is accepted from any process
     */
    void end(Ended end, Optional<EndFile> file);

    /** The active export of a cell. */
    Optional<Active> active(String cellId);

    /**
     * Takes over exports that no living process executes; those that had begun get their next attempt.
     *
     * @param executing numbers of the exports that this process executes; it gets none of them
     */
    List<Accepted> takeOver(Collection<Long> executing);

    /**
     * Stores how far exports are, and tells that this process is alive.
     *
     * @return numbers of those that are still this process's and have not ended; the others must be stopped
     */
    Set<Long> renew(Collection<Active> executing);

    /** The newest exports of a cell, newest first. */
    List<OnRecord> history(String cellId, int limit);

    /** One export of a cell. */
    Optional<OnRecord> find(String cellId, String exportId);

    /** Forgets exports that have ended longer ago. */
    void forgetEndedBefore(Duration age);
}
