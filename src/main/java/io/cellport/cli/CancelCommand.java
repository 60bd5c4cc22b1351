package io.cellport.cli;

import io.cellport.cli.option.OutputOptions;
import io.cellport.cli.option.UnitOptions;
import io.cellport.cli.unit.UnitClient;
import io.cellport.cli.unit.UnitException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cellport cancel}: cancels what goes on with a cell. Blocks; for one thread. */
@Command(
        name = "cancel",
        description = "Cancels the active import into a cell, or the active export of it; the cell stays as it is.",
        footer = {"", "Example: cellport cancel --cell alice"},
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    private static final String NO_IMPORT = "PR404-CM-0001";

    @Mixin
    private final UnitOptions unit = new UnitOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--cell", paramLabel = "NAME", required = true, description = "the cell")
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    private String cell;

    @Override
    public Integer call() {
        UnitClient client = unit.client();
        try {
            client.cancelImport(cell);
            output.done(cell, "Cancelled the import into cell " + cell);
        } catch (UnitException refused) {
            if (!refused.isFor(NO_IMPORT)) {
                throw refused;
            }
            cancelExport(client, refused);
        }
        return ExitCode.OK;
    }

    private void cancelExport(UnitClient client, UnitException noImport) {
        try {
            client.cancelExport(cell);
            output.done(cell, "Cancelled the export of cell " + cell);
        } catch (UnitException refused) {
            throw refused.isFor("PR404-CM-0003") ? noImport : refused;
        }
    }
}
