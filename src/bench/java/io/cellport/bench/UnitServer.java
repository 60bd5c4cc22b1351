package io.cellport.bench;

import io.cellport.auth.key.KeyFile;
import io.cellport.auth.token.TokenIssuer;
import io.cellport.cli.server.RunningServer;
import io.cellport.config.ConfigKeys;
import io.cellport.config.ConfigLoader;
import io.cellport.config.UnitConfig;
import io.cellport.imports.message.Addresses;
import io.cellport.imports.message.ImportProgress;
import io.cellport.imports.message.ImportStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A unit as the command line starts it. Arguments: its data directory, the number of event loops for HTTP. Tells its
 * port and the administrator's token. The tracker hears all the time what an importer would tell of the cells
 * {@link ManyCells#busy}.
 */
public final class UnitServer {

    private static final long MESSAGE_MILLIS = 500;

    private UnitServer() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        UnitConfig config = config(data, arguments[1]);
        try (RunningServer running = RunningServer.start(config)) {
            for (String cell : ManyCells.busy()) {
                running.server().store().find(cell).ifPresent(found -> keepInProgress(running, found.id()));
            }
            TokenIssuer issuer = new TokenIssuer(
                    new KeyFile(data).open().signing(), running.server().unitUrl());
            ServerProcess.serve(running.server().port(), issuer.unitToken(Duration.ofDays(1)));
        }
        System.exit(0);
    }

    static UnitConfig config(Path data, String eventLoops) {
        return ConfigLoader.defaults(Map.of(
                ConfigKeys.STORAGE_DATA,
                data.toString(),
                ConfigKeys.HTTP_PORT,
                "0",
                ConfigKeys.MANAGEMENT_PORT,
                "0",
                ConfigKeys.HTTP_EVENT_LOOPS,
                eventLoops));
    }

    private static void keepInProgress(RunningServer running, String cellId) {
        Instant startedAt = Instant.now();
        running.vertx()
                .setPeriodic(
                        1,
                        MESSAGE_MILLIS,
                        tick -> running.vertx()
                                .eventBus()
                                .publish(
                                        Addresses.IMPORT_PROGRESS,
                                        new ImportProgress(
                                                cellId,
                                                "bench",
                                                new ImportProgress.Version(1, 1, System.nanoTime()),
                                                false,
                                                ImportStatus.inProgress(startedAt, 50, "bench"),
                                                new ImportProgress.Work(50, 100, 50, Instant.now()))));
    }
}
