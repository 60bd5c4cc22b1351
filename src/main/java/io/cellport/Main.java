package io.cellport;

import io.cellport.cli.CellportCommand;
import io.cellport.cli.unit.NetworkThreads;
import io.cellport.config.ConfFile;
import io.cellport.config.ConfigException;
import io.cellport.config.LogSettings;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import picocli.CommandLine.ExitCode;

/** Executes the command line and exits with its code. Blocks; stateless. */
@NullMarked
public final class Main {

    private static final String LOGBACK_FILE = "logback.configurationFile";

    private static final String VERTX_LOGGING = "vertx.logger-delegate-factory-class-name";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            LogSettings.apply(System.getenv(), arguments.length == 0 || arguments[0].equals("serve"));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.USAGE);
        }
        configureLogging();
        int exitCode = CellportCommand.commandLine(arguments).execute(arguments);
        NetworkThreads.end();
        System.exit(exitCode);
    }

    /** Call this before the first logger is made; the class is named as text because loading it would make one. */
    private static void configureLogging() {
        if (System.getProperty(LOGBACK_FILE) == null) {
            // If there is no file, this name refers to the copy on the class path.
            System.setProperty(
                    LOGBACK_FILE,
                    ConfFile.find("logback.xml").map(Path::toString).orElse("conf/logback.xml"));
        }
        if (System.getProperty(VERTX_LOGGING) == null) {
            System.setProperty(VERTX_LOGGING, "io.vertx.core.logging.SLF4JLogDelegateFactory");
        }
    }
}
