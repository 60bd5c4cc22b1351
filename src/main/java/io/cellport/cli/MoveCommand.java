package io.cellport.cli;

import io.cellport.cli.exit.Ending;
import io.cellport.cli.move.CellMove;
import io.cellport.cli.move.MoveFolder;
import io.cellport.cli.move.MoveLock;
import io.cellport.cli.move.SourceCell;
import io.cellport.cli.option.GivenToken;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.option.WebUrl;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.TrustedCertificates;
import io.cellport.cli.unit.UnitClient;
import io.cellport.config.ConfigKeys;
import io.cellport.imports.inspection.Inspection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport move}: moves a cell from another unit, Personium or Cellport. Blocks; for one thread. */
@Command(
        name = "move",
        description = "Exports a cell at another unit and imports it into a cell of this one; the source stays."
                + " Called again after an interruption, it goes on with what is there.",
        footer = {
            "",
            "Example: cellport move https://unit.example/alice/ --to alice --create --source-token-file token.txt"
        },
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "SOURCE_CELL_URL", description = "the URL of the cell at its server")
    private URI source;

    @Option(names = "--to", paramLabel = "CELL", required = true, description = "the cell to import into")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Option(names = "--create", description = "creates that cell if it is missing")
    private boolean create;

    @Option(
            names = "--source-token",
            paramLabel = "TOKEN",
            description = "token with root on the source, which others can see in the list of processes"
                    + " (default: CELLPORT_SOURCE_TOKEN)")
    private Optional<String> token = Optional.empty();

    @Option(names = "--source-token-file", paramLabel = "FILE", description = "file with that token in its first line")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "where the snapshot is kept until the move is done (default: the current directory)")
    private Path work = Path.of("");

    @Option(
            names = "--source-cacert",
            paramLabel = "FILE",
            description = "PEM file with the certificates to trust at the source (default: that of --cacert)")
    private Optional<Path> certificates = Optional.empty();

    @Override
    public Integer call() {
        UnitClient target = unit.client();
        SourceCell from = source();
        MoveFolder folder = new MoveFolder(work.resolve(folderName(from.url(), target)));
        try (MoveLock lock = MoveLock.of(folder)) {
            Screen screen = output.screen();
            Function<Path, Inspection> inspector =
                    file -> InspectCommand.inspect(file, unit.config().limits(), screen);
            tell(new CellMove(from, target, cell, folder, inspector, screen).run(create), from.url());
        }
        return Ending.OK.code();
    }

    private SourceCell source() {
        URI url = WebUrl.of(source, "SOURCE_CELL_URL", command);
        String bearer = new GivenToken(
                        command, "--source-token", token, tokenFile, ConfigKeys.SOURCE_TOKEN, System.getenv())
                .find()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "The source needs a token: --source-token-file, --source-token or " + ConfigKeys.SOURCE_TOKEN));
        return new SourceCell(
                url, () -> bearer, certificates.map(TrustedCertificates::in).or(unit::trust));
    }

    /** The same for every call with the same source and target. */
    private String folderName(URI sourceUrl, UnitClient target) {
        String move = sourceUrl + "\n" + target.http().cellUrl(cell);
        return "cell-move-" + UUID.nameUUIDFromBytes(move.getBytes(StandardCharsets.UTF_8));
    }

    private void tell(Inspection moved, URI sourceUrl) {
        long entities = moved.contents().entities().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        output.done(
                InspectionJson.of(moved),
                "Moved %s into cell %s: %,d entities and %,d files, as in its snapshot"
                        .formatted(sourceUrl, cell, entities, moved.contents().files()));
    }
}
