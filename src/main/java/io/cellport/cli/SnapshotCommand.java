package io.cellport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.SnapshotFile;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.terminal.Amounts;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.transfer.ContentDownload;
import io.cellport.cli.unit.ContentClient;
import io.cellport.cli.unit.ContentMember;
import io.cellport.cli.unit.UnitClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cellport snapshot}: manages the snapshot files of a cell. Blocks; for one thread. */
@Command(
        name = "snapshot",
        description = "Lists, downloads or deletes the snapshot files of a cell.",
        footer = {"", "Example: cellport snapshot ls --cell alice"},
        mixinStandardHelpOptions = true)
final class SnapshotCommand {

    private static final String AREA = "__snapshot";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec command;

    @Command(
            name = "ls",
            description = "Prints name, size and time of each.",
            footer = {"", "Example: cellport snapshot ls --cell alice"},
            mixinStandardHelpOptions = true)
    void list(
            @Mixin UnitOptions unit,
            @Mixin OutputOptions output,
            @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell") String cell) {
        new ContentClient(unit.client().http(), cell).members(AREA, member -> print(member, output));
    }

    private static void print(ContentMember member, OutputOptions output) {
        output.result(
                JSON.createObjectNode()
                        .put("name", member.name())
                        .put("size", member.size())
                        .put("modified", member.modified()),
                "%10s  %-29s  %s"
                        .formatted(
                                Amounts.bytes(member.size()),
                                PlainText.of(member.modified()),
                                PlainText.of(member.name())));
    }

    @Command(
            name = "get",
            description = "Downloads one; goes on where a connection breaks off.",
            footer = {"", "Example: cellport snapshot get --cell alice monday --to alice.zip"},
            mixinStandardHelpOptions = true)
    void get(
            @Mixin UnitOptions unit,
            @Mixin OutputOptions output,
            @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell") String cell,
            @Option(names = "--to", paramLabel = "FILE", description = "where to put it (default: its own name here)")
                    Optional<Path> target,
            @Option(names = "--force", description = "replace a file that is there") boolean force,
            @Parameters(paramLabel = "NAME", description = "its name, with or without .zip") String name) {
        String file = SnapshotFile.name(name, "NAME", command) + ".zip";
        Path given = target.orElse(Path.of(file));
        Path local = Files.isDirectory(given) ? given.resolve(file) : given;
        ContentClient content = new ContentClient(unit.client().http(), cell);
        new ContentDownload(content, output.screen(), force, done -> output.done(done, done))
                .file(AREA + "/" + file, local);
    }

    @Command(
            name = "rm",
            description = "Deletes one.",
            footer = {"", "Example: cellport snapshot rm --cell alice monday"},
            mixinStandardHelpOptions = true)
    void delete(
            @Mixin UnitOptions unit,
            @Mixin OutputOptions output,
            @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell") String cell,
            @Parameters(paramLabel = "NAME", description = "its name, with or without .zip") String name) {
        String snapshot = SnapshotFile.name(name, "NAME", command);
        UnitClient client = unit.client();
        client.deleteSnapshot(cell, snapshot);
        output.done(snapshot, "Deleted snapshot %s of cell %s".formatted(snapshot, cell));
    }
}
