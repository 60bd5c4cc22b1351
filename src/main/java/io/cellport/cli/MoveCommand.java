package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import io.cellport.cli.move.CellMove;
import io.cellport.cli.move.MoveFolder;
import io.cellport.cli.move.SourceCell;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.UnitClient;
import io.cellport.imports.inspection.Inspection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
            "Example:",
            "  cellport move https://unit.example/alice/ --to alice --create --source-token-file token.txt"
        },
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {

    private static final String TOKEN_VARIABLE = "CELLPORT_SOURCE_TOKEN";

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

    @ArgGroup
    private Optional<SourceToken> token = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "where the snapshot is kept until the move is done (default: the current directory)")
    private Path work = Path.of("");

    /** Where the token for the source comes from. For one thread. */
    static final class SourceToken {

        @Option(
                names = "--source-token",
                paramLabel = "TOKEN",
                description = "token with root on the source (default: $" + TOKEN_VARIABLE + ")")
        private Optional<String> text = Optional.empty();

        @Option(names = "--source-token-file", paramLabel = "FILE", description = "file that contains it")
        private Optional<Path> file = Optional.empty();

        private String read() {
            try {
                return text.isPresent() ? text.get() : Files.readString(file.orElseThrow()).strip();
            } catch (IOException e) {
                throw new CommandException("The file of the source's token cannot be read");
            }
        }
    }

    @Override
    public Integer call() {
        URI sourceUrl = sourceUrl();
        String sourceToken = sourceToken();
        UnitClient target = unit.client();
        Screen screen = output.screen();
        Inspection moved = new CellMove(
                        new SourceCell(sourceUrl, () -> sourceToken),
                        target,
                        cell,
                        MoveFolder.open(work.resolve(folderName(sourceUrl, target))),
                        file -> InspectCommand.inspect(file, unit.config().limits(), screen),
                        screen)
                .run(create);
        long entities = moved.contents().entities().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        output.done(
                InspectionJson.of(moved),
                "Moved %s into cell %s: %,d entities and %,d files, as in its snapshot"
                        .formatted(sourceUrl, cell, entities, moved.contents().files()));
        return Ending.OK.code();
    }

    /** The same for every call with the same source and target. */
    private String folderName(URI sourceUrl, UnitClient target) {
        String move = sourceUrl + "\n" + target.http().cellUrl(cell);
        return "cell-move-" + UUID.nameUUIDFromBytes(move.getBytes(StandardCharsets.UTF_8));
    }

    private String sourceToken() {
        String found = token.map(SourceToken::read)
                .or(() -> Optional.ofNullable(System.getenv(TOKEN_VARIABLE)))
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "The source needs a token: --source-token-file, --source-token or " + TOKEN_VARIABLE));
        if (!found.matches(UnitOptions.BEARER)) {
            throw new ParameterException(
                    command.commandLine(), "The source's token must be one word of A-Z a-z 0-9 - . _ ~ + / =");
        }
        return found;
    }

    private URI sourceUrl() {
        boolean web = "http".equals(source.getScheme()) || "https".equals(source.getScheme());
        if (!web || source.getHost() == null || source.getRawQuery() != null || source.getRawFragment() != null) {
            throw new ParameterException(
                    command.commandLine(), "SOURCE_CELL_URL must be an http(s) URL, not " + source);
        }
        return source.toString().endsWith("/") ? source : URI.create(source + "/");
    }
}
