package io.cellport.cell.construction;

import io.cellport.cell.generation.Checkpoint;
import io.cellport.cell.generation.GenerationFormat;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.cell.generation.Row.FileChunk;
import io.cellport.cell.generation.Row.NeededFile;
import io.cellport.cell.generation.Row.Node;
import io.cellport.storage.Sqlite;
import io.cellport.storage.pages.PageFile;
import io.cellport.storage.pages.RowValues;
import io.cellport.storage.pages.TableLeaves;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A generation under construction: its pages, which are only appended to, and the {@link BuildLog} beside it. What a
 * crash left of pages that the log does not know is overwritten. What the log knows but the disk has lost is found by
 * checksums; then the construction begins anew. Blocks; for one thread.
 */
public final class Construction implements AutoCloseable {

    private final PageFile pages;
    private final BuildLog log;
    private final EntityKeys keys;
    private final RowValues record = new RowValues();
    private final LeafList entityLeaves = new LeafList();
    private final LeafList chunkLeaves = new LeafList();
    private final TableLeaves entities;
    private final TableLeaves chunks;
    private long lastEntity;
    private String type = "";
    private byte[] typeBytes = {};

    /**
     * Opens a new one, or the one of an earlier attempt.
     *
     * @param heartbeat called again and again while the pages of the earlier attempt are read
     */
    static Construction open(Path file, Sqlite sqlite, Helpers helpers, Runnable heartbeat)
            throws SQLException, IOException {
        Optional<Construction> begun = begun(new Construction(file, sqlite, helpers), heartbeat);
        if (begun.isPresent()) {
            return begun.get();
        }
        delete(file);
        return begun(new Construction(file, sqlite, helpers), heartbeat).orElseThrow();
    }

    /** Empty, and closed, if the disk has lost some of its pages. */
    private static Optional<Construction> begun(Construction opened, Runnable heartbeat)
            throws SQLException, IOException {
        try {
            if (opened.isWhole(heartbeat)) {
                opened.begin();
                return Optional.of(opened);
            }
        } catch (SQLException | IOException | RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
        opened.close();
        return Optional.empty();
    }

    private Construction(Path file, Sqlite sqlite, Helpers helpers) throws SQLException, IOException {
        log = BuildLog.open(file, sqlite);
        try {
            pages = new PageFile(file, helpers.forcing());
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, log);
            throw e;
        }
        keys = new EntityKeys(file, helpers.merging());
        entities = new TableLeaves(pages, entityLeaves);
        chunks = new TableLeaves(pages, chunkLeaves);
    }

    private boolean isWhole(Runnable heartbeat) throws SQLException {
        boolean[] whole = {true};
        log.forEachExtent((first, next, checksum) -> {
            heartbeat.run();
            whole[0] = pages.isWhole(first, next, checksum);
            return whole[0];
        });
        return whole[0];
    }

    private void begin() throws SQLException, IOException {
        lastEntity = log.lastEntity();
        if (lastEntity > 0) {
            keys.forget();
        }
        cut();
    }

    /** Goes back to the rows, after pages behind them were written. */
    void cut() throws SQLException, IOException {
        pages.cutTo(log.next(), GenerationFormat.APPLICATION_ID);
    }

    PageFile pages() {
        return pages;
    }

    BuildLog log() {
        return log;
    }

    EntityKeys keys() {
        return keys;
    }

    /** Stores rows and the checkpoint behind them. */
    void write(List<Row> rows, Checkpoint after) throws SQLException {
        long first = pages.next();
        Map<String, Long> references = new HashMap<>();
        for (Row row : rows) {
            if (row instanceof Entity entity) {
                add(entity);
                for (String target : entity.references()) {
                    references.merge(target, 1L, Long::sum);
                }
            } else if (row instanceof FileChunk chunk) {
                add(chunk);
            } else if (row instanceof Node node) {
                log.addNode(node.id());
            } else if (row instanceof NeededFile needed) {
                log.addNeededFile(needed.path());
            }
        }
        record.trim();
        entities.flush();
        chunks.flush();
        long checksum = pages.flush();
        log.addReferences(references);
        log.commit(
                new BuildLog.Extent(first, pages.next(), checksum, lastEntity, entityLeaves.take(), chunkLeaves.take()),
                after);
    }

    private void add(Entity entity) {
        if (!entity.type().equals(type)) {
            type = entity.type();
            typeBytes = type.getBytes(StandardCharsets.UTF_8);
        }
        byte[] id = entity.id().getBytes(StandardCharsets.UTF_8);
        byte[] key = entity.key().getBytes(StandardCharsets.UTF_8);
        entities.add(
                ++lastEntity, record.start().text(typeBytes).text(id).text(key).blob(entity.source()));
        keys.add(typeBytes, id, key, lastEntity);
    }

    private void add(FileChunk chunk) throws SQLException {
        long file = log.add(chunk);
        chunks.add(
                file << FileChunk.CHUNK_BITS | chunk.index(),
                record.start().none().blob(chunk.bytes()));
    }

    /** The leaves that one transaction has appended, as the log stores them. */
    private static final class LeafList implements TableLeaves.Leaves {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void added(long page, long lastRow) {
            byte[] leaf = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(page)
                    .putLong(lastRow)
                    .array();
            bytes.write(leaf, 0, leaf.length);
        }

        byte[] take() {
            byte[] taken = bytes.toByteArray();
            bytes.reset();
            return taken;
        }
    }

    /** Deletes the file of a generation and those beside it. */
    static void delete(Path file) throws IOException {
        // First the generation: without a log it could be taken for a sealed one.
        Files.deleteIfExists(file);
        BuildLog.delete(file);
        for (String suffix : GenerationFiles.SUFFIXES) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    private static void closeAfter(Throwable cause, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }

    private void closeAfter(Throwable cause) {
        closeAfter(cause, this);
    }

    @Override
    public void close() throws SQLException, IOException {
        try (pages;
                keys) {
            log.close();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
