package io.cellport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.blob.BlobStore;
import io.cellport.blob.ListedBlob;
import io.cellport.blob.ledger.BlobAudit;
import io.cellport.blob.ledger.OrphanSweep;
import io.cellport.blob.ledger.UnitMarker;
import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.ConfigOptions;
import io.cellport.cli.option.OutputOptions;
import io.cellport.config.ClusterConfig;
import io.cellport.config.ClusterKeys;
import io.cellport.config.UnitConfig;
import io.cellport.error.ApiException;
import io.cellport.error.FailureReason;
import io.cellport.server.SharedBlobs;
import io.cellport.storage.Finding;
import io.cellport.storage.StoreException;
import io.cellport.storage.postgres.PostgresAddress;
import io.cellport.storage.postgres.PostgresDatabase;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cellport blobs}: looks after the files that the nodes of a cluster share, while they work; exits with 1 if one
 * is damaged. Blocks; for one thread.
 */
@Command(
        name = "blobs",
        description = "Lists files of a cluster that nothing in its database knows, or checks all that count.",
        footer = {"", "Example: cellport blobs --verify"},
        mixinStandardHelpOptions = true)
final class BlobsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--sweep", description = "deletes what it lists: files of 7 days or older that nothing knows")
    private boolean sweep;

    @Option(names = "--verify", description = "reads every file that counts and compares its digest")
    private boolean verify;

    private int damaged;

    @Override
    public Integer call() {
        UnitConfig unit = config.load(Map.of());
        ClusterConfig cluster = unit.cluster()
                .orElseThrow(() -> new CommandException(ClusterKeys.ENABLED.path()
                        + " is not true: the files of a server alone are checked by \"cellport verify\""));
        try (PostgresDatabase database = PostgresDatabase.open(PostgresAddress.of(cluster.database()));
                SharedBlobs blobs = SharedBlobs.open(cluster, unit.data())) {
            UnitMarker.require(database, blobs.store());
            if (verify) {
                new BlobAudit(database, blobs.store()).run(this::report);
            } else {
                new OrphanSweep(database, blobs.store(), OrphanSweep.AGE).forEach(blob -> orphan(blobs.store(), blob));
            }
        } catch (StoreException | ApiException e) {
            throw new CommandException("The files of the cluster cannot be read: " + reason(e));
        }
        return damaged == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The texts of the stores' own failures name no path. */
    private static String reason(RuntimeException failure) {
        return FailureReason.of(failure).map(FailureReason::toString).orElseGet(failure::getMessage);
    }

    private void report(Finding finding) {
        if (finding.problem().isPresent()) {
            damaged++;
        }
        output.finding(finding.what(), finding.problem());
    }

    private void orphan(BlobStore store, ListedBlob blob) {
        if (sweep) {
            store.delete(blob.id());
        }
        String name = blob.id().cellId() + "/" + blob.id().name();
        output.result(
                JSON.createObjectNode()
                        .put("name", name)
                        .put("size", blob.size())
                        .put("written", blob.written().toString())
                        .put("deleted", sweep),
                "%s  %,d bytes of %s%s".formatted(name, blob.size(), blob.written(), sweep ? "  deleted" : ""));
    }
}
