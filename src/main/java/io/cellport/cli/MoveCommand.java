package io.cellport.cli;

import io.cellport.cli.exit.Ending;
import io.cellport.cli.move.CellMove;
import io.cellport.cli.move.MoveFolder;
import io.cellport.cli.move.SourceCell;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.UnitClient;
import io.cellport.config.ConfigKeys;
import io.cellport.imports.inspection.Inspection;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
        if (token.isPresent() && tokenFile.isPresent()) {
            throw wrong("--source-token and --source-token-file exclude each other");
        }
        String found = token.or(() -> tokenFile.map(this::firstLine))
                .or(() -> Optional.ofNullable(System.getenv(ConfigKeys.SOURCE_TOKEN)))
                .orElseThrow(() -> wrong(
                        "The source needs a token: --source-token-file, --source-token or " + ConfigKeys.SOURCE_TOKEN));
        if (!found.matches(UnitOptions.BEARER)) {
            throw wrong("The source's token must be one word of A-Z a-z 0-9 - . _ ~ + / =");
        }
        return found;
    }

    private String firstLine(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine()).orElse("").strip();
        } catch (IOException e) {
            throw wrong("The file " + file + " cannot be read");
        }
    }

    private URI sourceUrl() {
        boolean web = "http".equals(source.getScheme()) || "https".equals(source.getScheme());
        if (!web || source.getHost() == null || source.getRawQuery() != null || source.getRawFragment() != null) {
            throw wrong("SOURCE_CELL_URL must be an http(s) URL, not " + source);
        }
        return source.toString().endsWith("/") ? source : URI.create(source + "/");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
