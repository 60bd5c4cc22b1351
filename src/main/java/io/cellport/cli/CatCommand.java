package io.cellport.cli;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.option.ReadOptions;
import io.cellport.cli.unit.ContentClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cellport cat}: writes a file of a cell to standard output. Blocks; for one thread. */
@Command(
        name = "cat",
        description = "Writes a file of a cell to standard output, byte for byte.",
        footer = {"", "Example: cellport cat --cell alice notes/todo.txt"},
        mixinStandardHelpOptions = true)
final class CatCommand implements Callable<Integer> {

    private static final int PIECE_BYTES = 64 << 10;

    @Mixin
    private final ReadOptions options = new ReadOptions();

    @Parameters(paramLabel = "PATH", description = "box and names, such as notes/todo.txt")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String path;

    @Override
    public Integer call() {
        ContentClient content = options.content();
        content.file(path);
        PrintStream out = System.out;
        try (InputStream body = content.open(path)) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
                out.write(piece, 0, length);
                if (out.checkError()) {
                    throw new CommandException("Standard output was closed");
                }
            }
        } catch (IOException e) {
            throw content.http().broken(e);
        }
        return ExitCode.OK;
    }
}
