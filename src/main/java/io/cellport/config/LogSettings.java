package io.cellport.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * What {@code CELLPORT_LOG_...} variables say about the log. They are no keys of the configuration file, because
 * logging begins before that file is read. {@code conf/logback.xml} takes them as system properties. Blocks; stateless.
 */
public final class LogSettings {

    /** What the names of these variables begin with. */
    static final String PREFIX = ConfigKeys.ENVIRONMENT_PREFIX + "LOG_";

    private static final String FILE = "cellport.log.file";

    private static final String APPENDERS = "cellport.log.to";

    private static final String LOGBACK_FILE = "logback.configurationFile";

    private static final String VERTX_LOGGING = "vertx.logger-delegate-factory-class-name";

    private LogSettings() {}

    /**
     * Sets the system properties. Call this before the first logger is made.
     *
     * @param environment all variables; others are ignored
     * @param ofServer whether the process is a server: only that writes to a file, because two that replace the same
     *     file lose lines of each other
     * @throws ConfigException if a variable is unknown or has a bad value
     */
    public static void apply(Map<String, String> environment, boolean ofServer) {
        properties(environment, ofServer).forEach(System::setProperty);
    }

    /**
     * Says where the log is configured, unless that is said already, and has Vert.x write to the same log. Call this
     * before the first logger is made; the class is named as text because loading it would make one.
     */
    public static void chooseFile() {
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

    /**
     * Makes sure that there can be a log, before a server starts.
     *
     * @throws ConfigException if the log file cannot be written
     */
    public static void requireLog() {
        String file = System.getProperty(FILE);
        if (file == null) {
            return;
        }
        // The first use opens the file, and makes it if it is missing; a log that cannot says nothing.
        LoggerFactory.getILoggerFactory();
        try {
            Files.newOutputStream(Path.of(file), StandardOpenOption.APPEND).close();
        } catch (IOException e) {
            throw new ConfigException("The log file " + file + " cannot be written (environment " + PREFIX + "FILE)");
        }
    }

    static Map<String, String> properties(Map<String, String> environment, boolean ofServer) {
        Map<String, String> properties = new HashMap<>();
        environment.forEach((variable, text) -> {
            if (variable.startsWith(PREFIX) && !ServiceLinks.isLink(variable, text)) {
                properties.putAll(setting(variable, text));
            }
        });
        if (!ofServer) {
            properties.remove(APPENDERS);
        }
        return properties;
    }

    private static Map<String, String> setting(String variable, String text) {
        String value = text.toLowerCase(Locale.ROOT);
        return switch (variable.substring(PREFIX.length())) {
            case "LEVEL" -> Map.of("cellport.log.level", require(value, "error|warn|info|debug", variable));
            case "FORMAT" -> Map.of("cellport.log.format", require(value, "text|json", variable));
            case "ACCESS" ->
                Map.of(
                        "cellport.log.access",
                        require(value, "true|false", variable).equals("true") ? "info" : "off");
            case "DAYS" -> Map.of("cellport.log.days", require(value, "[1-9][0-9]{0,3}", variable));
            case "FILE" -> Map.of(FILE, requirePath(text, variable), APPENDERS, "file");
            default -> throw new ConfigException("Unknown variable " + variable + " (environment)");
        };
    }

    private static String require(String value, String allowed, String variable) {
        if (!value.matches(allowed)) {
            String words = allowed.startsWith("[") ? "a whole number from 1 to 9999" : allowed.replace("|", ", ");
            throw new ConfigException("%s must be %s, not \"%s\" (environment)".formatted(variable, words, value));
        }
        return value;
    }

    private static String requirePath(String text, String variable) {
        try {
            if (!text.isBlank() && Path.of(text).getFileName() != null) {
                return text;
            }
        } catch (InvalidPathException notAPath) {
            // Told below, as for an empty one.
        }
        throw new ConfigException("%s must be the path of a file, not \"%s\" (environment)".formatted(variable, text));
    }
}
