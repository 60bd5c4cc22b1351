package io.cellport.http;

import io.cellport.auth.access.AuthServices;
import io.cellport.config.UnitConfig;
import io.cellport.http.address.UnitUrls;
import io.cellport.http.connection.ConnectionLimit;
import io.cellport.metric.Metrics;
import io.cellport.odata.rows.Rows;
import io.cellport.odata.schema.UserSchemas;
import io.cellport.snapshot.area.SnapshotArea;
import io.cellport.snapshot.upload.Uploads;
import io.cellport.worker.WorkerPool;
import io.cellport.worker.WorkerPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/**
 * What router verticles work with; all routers of a node share it. Safe for several threads.
 *
 * @param vertx where they are deployed
 * @param config the unit's configuration
 * @param urls learns the port as soon as the first router listens
 * @param auth finds out who is asking
 * @param cells the unit's cells
 * @param snapshots the cells' snapshot files
 * @param resumable the uploads that can be resumed; empty in a cluster
 * @param uploads where snapshot files are stored and deleted
 * @param downloads where snapshot files are sent
 * @param contents opens what was imported, and where it is read
 * @param schemas reads the schemas of collections, and keeps the last ones
 * @param rows finds the rows of entity sets in it
 * @param answers the memory for what is made of rows
 * @param pools where other blocking calls run
 * @param connections how many connections all routers together may have
 * @param metrics where the HTTP side counts
 * @param stopping completes when the unit is about to stop
 * @param clock tells when a token expires
 */
public record RouterServices(
        Vertx vertx,
        UnitConfig config,
        UnitUrls urls,
        AuthServices auth,
        CellDirectory cells,
        SnapshotArea snapshots,
        Optional<Uploads> resumable,
        Transfers uploads,
        Transfers downloads,
        Contents contents,
        UserSchemas schemas,
        Rows rows,
        AnswerMemory answers,
        WorkerPools pools,
        ConnectionLimit connections,
        Metrics metrics,
        Future<Void> stopping,
        Clock clock) {

    /** Where endpoints run what blocks. */
    public WorkerPool worker() {
        return pools.store();
    }
}
