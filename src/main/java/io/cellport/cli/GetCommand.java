package io.cellport.cli;

import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.ReadOptions;
import io.cellport.cli.transfer.ContentDownload;
import io.cellport.cli.unit.ContentClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cellport get}: downloads a file of a cell, or all files below a collection. Blocks; for one thread. */
@Command(
        name = "get",
        description = "Downloads a file of a cell, or with --recursive all files in a box or collection.",
        footer = {"", "Example: cellport get --cell alice --recursive photos/2026 --to pictures"},
        mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "PATH", description = "box and names, such as photos/2026/sea.jpg")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String path;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "where to put it; into it if it is a directory (default: its own name here)")
    private Optional<Path> target = Optional.empty();

    @Option(names = "--recursive", description = "download a box or collection with all that is below it")
    private boolean recursive;

    @Option(names = "--force", description = "replace files that are there")
    private boolean force;

    @Override
    public Integer call() {
        ContentClient content = options.content();
        ContentDownload download =
                new ContentDownload(content, output.screen(), force, file -> output.done(file, file));
        Path local = local();
        if (recursive) {
            download.tree(path, local);
        } else {
            download.file(path, local);
        }
        return ExitCode.OK;
    }

    private Path local() {
        String trimmed = path.replaceAll("/+$", "");
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        Path given = target.orElse(Path.of(""));
        return target.isEmpty() || Files.isDirectory(given) ? ContentDownload.inside(given, name) : given;
    }
}
