package io.cellport.cell;

import io.cellport.blob.BlobCache;
import io.cellport.blob.BlobStore;
import io.cellport.blob.BlobTransfers;
import io.cellport.storage.postgres.PostgresDatabase;

/**
 * What the cells of a clustered unit are made of on one node. Whoever opened the parts closes them.
 *
 * @param boot names this process, which owns the runs whose generations it builds
 * @param replica its reader must be reading before anybody asks for cells
 */
public record NodeStorage(
        String boot,
        PostgresDatabase database,
        CellReplica replica,
        BlobStore blobs,
        BlobTransfers transfers,
        BlobCache cache) {}
